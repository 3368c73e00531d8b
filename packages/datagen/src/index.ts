export type { DatabaseJobs } from './pairs/database-jobs.js';
export type { RunOptions } from './pairs/run-databases.js';
export type { Progress } from './pairs/progress.js';
export type { DialectCount, PairReport } from './pairs/pair-report.js';
export { heldoutQuestions, misplacedQuestions } from './spider/heldout-questions.js';
export { translateSpider } from './spider/translate-spider.js';
export type {
  SpiderTranslationOptions,
  SpiderTranslationReport,
} from './spider/translate-spider.js';
export { generatePairs } from './generated/generate-pairs.js';
export type { GenerationOptions, GenerationReport } from './generated/generate-pairs.js';
export type {
  GeneratedDatabase,
  SpokenEntity,
  SpokenField,
  SpokenLink,
} from './generated/generated-database.js';
export { generatedSuite } from './generated/generated-suite.js';
export type { GeneratedSuite, GeneratedSuiteOptions } from './generated/generated-suite.js';
export type { Attribute, ValueKind } from './generated/lexicon/attribute.js';
export { generateDatabases } from './generated/plan-databases.js';
export type { DatabaseCounts } from './generated/plan-databases.js';
export { generateTemplatePairs } from './templates/generate-template-pairs.js';
export type { TemplateOptions, TemplateReport } from './templates/generate-template-pairs.js';
export { generateIntentPairs } from './intents/generate-intent-pairs.js';
export type { IntentPairOptions, IntentPairReport } from './intents/generate-intent-pairs.js';
export { refillDatabase } from './refill/refill-database.js';
export type { RefillOptions } from './refill/refill-database.js';
export { wearDatabase } from './worn/wear-database.js';
export type { WornDatabase } from './worn/wear-database.js';
export { generateTutorialPairs } from './tutorials/generate-tutorial-pairs.js';
export type { TutorialOptions, TutorialReport } from './tutorials/generate-tutorial-pairs.js';
