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
export type { Outcome } from './measure-model.js';
export { ProcessorClock, runParts } from './processor-clock.js';
export type { RunResult } from './run-variant.js';
export { QueryVerdicts } from './query-verdicts.js';
export type { Prediction } from './query-verdicts.js';
export { momqTableMarkdown, momqTables, settingLines } from './table-report.js';
export type { ReportFacts, SettingTable, VariantRow } from './table-report.js';
export { sqlgenLines, sqlgenTables } from './sqlgen-report.js';
export type { ArmDifference, ArmRow, SqlgenTable } from './sqlgen-report.js';
export type { SqlgenRun, SqlgenRunName } from './sqlgen-run.js';
export { sqlgenParts, sqlgenSizes } from './sqlgen-settings.js';
export type { QuestionKind, SqlgenPart, SqlgenSizes } from './sqlgen-settings.js';
export { runSqlgenTable } from './sqlgen-table.js';
export type { SqlgenTableOptions } from './sqlgen-table.js';
export type { SqlgenSource } from './sqlgen-data.js';
