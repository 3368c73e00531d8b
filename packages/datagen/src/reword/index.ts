/**
 * Questions in other words, written by a language model and answered again.
 *
 * @module
 */
export { runReword } from './run-reword.js';
export type { RewordOptions } from './run-reword.js';
export type { RewordReport } from './reword-report.js';
export type { RewordStage } from './reword-pair.js';
export type { WordingDiversity } from './wording-diversity.js';
