/**
 * How sure an answer is: the words of a question that its query leaves unused, and probabilities fitted on judged answers.
 *
 * @module
 */
export { parseCalibration } from './calibration.js';
export type {
  Calibration,
  CalibrationProvenance,
  CalibrationTerm,
  Evidence,
} from './calibration.js';
export { evidenceNames, weighAnswer } from './confidence-evidence.js';
export type { ConfidenceRequest, WeighedAnswer, WeighedCandidate } from './confidence-evidence.js';
export { crossValidate, fitCalibration } from './fit-calibration.js';
export type { FitOptions, JudgedAnswer } from './fit-calibration.js';
export type { RowsKey } from './row-agreement.js';
export type { UnusedWord } from './unused-words.js';
