export { createProgressBar } from './pairs/progress-bar.js';
export type { Progress } from './pairs/progress-bar.js';
export type { DialectCount, PairReport, Split, TargetDialect, TargetView, TrainingPair } from './pairs/training-pair.js';
export { readSpiderQuestions } from './spider/spider-questions.js';
export type { HumanQuestion } from './spider/spider-questions.js';
export type { ReferenceDialect } from './spider/translate-database.js';
export { translateSpider } from './spider/translate-spider.js';
export type { SpiderTranslationOptions, SpiderTranslationReport } from './spider/translate-spider.js';
