/**
 * What training either model has in common: options, log and results as types, and the lock of a run folder.
 * @module
 */
export type {
  BestEvaluation,
  DialectScores,
  LossOptions,
  OptimizerOptions,
  RunOptions,
  TrainingLogEntry,
  TrainingResult,
} from './run-options.js';
export type { TrainingPhase } from './training-phase.js';
export { lockRun } from './run-lock.js';
