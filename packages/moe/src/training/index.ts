/**
 * What training either model has in common, as types: options, log, results.
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
