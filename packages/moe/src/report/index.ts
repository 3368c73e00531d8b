/**
 * The HTML page of a training run.
 * @module
 */
export { renderTrainingReport } from './render-training-report.js';
export type {
  EvaluationPoint,
  ExpertLoad,
  RouterConfusion,
  TokenRouting,
  TrainingReport,
} from './training-report.js';
