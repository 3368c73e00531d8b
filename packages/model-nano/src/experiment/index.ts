/**
 * The comparison of MoMQ with its alternatives at small scale (MoMQ, arXiv 2410.18406, table 2), as `momq experiment` runs it.
 *
 * @module
 */
export type { ExperimentSource } from './experiment-data.js';
export { defaultSizes, experimentSettings } from './experiment-settings.js';
export type { ExperimentSetting, ExperimentSizes } from './experiment-settings.js';
export {
  countAdapters,
  experimentVariants,
  sizeVariant,
  variantTitle,
} from './experiment-variants.js';
export type { ExperimentVariant, SizedVariant, VariantSize } from './experiment-variants.js';
export { runMomqTable } from './momq-table.js';
export type { MomqTableOptions, MomqTableRuns } from './momq-table.js';
export type { DialectOutcome, RunResult } from './run-variant.js';
export { QueryVerdicts } from './query-verdicts.js';
export type { Prediction } from './query-verdicts.js';
export { momqTableMarkdown, momqTables, settingLines } from './table-report.js';
export type { ReportFacts, SettingTable, VariantRow } from './table-report.js';
