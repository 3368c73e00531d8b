/**
 * SQL-GEN: training data for any dialect, written by language models and checked on the dialect's engine.
 *
 * @module
 */
export { DatagenError } from '../datagen-error.js';
export type { DatagenErrorCode } from '../datagen-error.js';
export { abstractQuery } from './seeds/abstract-query.js';
export { collectTemplates } from './seeds/collect-templates.js';
export type { QueryTemplate, SeedTemplates } from './seeds/collect-templates.js';
export { readCorpus } from './seeds/read-corpus.js';
export type { CorpusRow } from './seeds/read-corpus.js';
export { resolveModel } from './model/resolve-model.js';
export type { ModelChoice, TokenPrice } from './model/model-choice.js';
export type { BudgetLimits } from './model/budget.js';
export type { ModelRunOptions } from './model/model-run-options.js';
export type { ModelUsage } from './model/asked-model.js';
export type { RetryOptions } from './model/retry-request.js';
export type { FilterOptions, TextEncoding } from './filters/filter-options.js';
export { runSqlGen } from './run-sql-gen.js';
export type { SqlGenOptions } from './run-sql-gen.js';
export type { FunnelStage, SqlGenReport } from './sql-gen-report.js';
export type { PairStage } from './stages/make-pair.js';
export { folderSources } from './stages/folder-sources.js';
export { generatedSources } from './stages/generated-sources.js';
export type { SourceDatabase } from './stages/source-databases.js';
export type { DatabaseCounts } from '../generated/plan-databases.js';
export type { Progress } from '../pairs/progress.js';
