/**
 * The conformance suite of dialect packs.
 *
 * @module
 */
export { checkDialect, conformanceCases } from './check-dialect.js';
export type { CaseOutcome, CaseReport, CheckDialectOptions } from './check-dialect.js';
export type { CaseContext, ConformanceCase } from './conformance-case.js';
export { readFeature, type Scenario, type Step } from './feature-file.js';
export { grammarReach, type GrammarReach } from './grammar-reach.js';
export { harbour } from './harbour.js';
export { misplacedInTexts, misplacedParts, type OtherConstants } from './misplaced-parts.js';
export { testDialect } from './test-dialect.js';
export { testGrammar } from './test-grammar.js';
export type { TestGrammarOptions } from './test-grammar.js';
export type { RegisterTest, TestDialectOptions } from './test-dialect.js';
