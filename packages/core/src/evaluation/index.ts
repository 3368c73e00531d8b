export { accidentalMatches } from './accidental-matches.js';
export type { CopiesOptions, CopiesReport } from './accidental-matches.js';
export { answerableQuestions } from './answerable-questions.js';
export type { AnswerableOptions, AnswerableQuestions } from './answerable-questions.js';
export type { JudgedConfidence, ReliabilityBin } from './calibration-error.js';
export { calibrationReport, judgedConfidences } from './calibration-report.js';
export type { CalibrationReport, SureAnswers } from './calibration-report.js';
export type { Breakdown, DecliningScore } from './breakdown.js';
export { compareRuns } from './compare-runs.js';
export type { ChangedQuestion, PairedCounts, RunAnswer, RunComparison } from './compare-runs.js';
export { databaseContent } from './database-content.js';
export { loadDatabaseFolder } from './database-folder.js';
export { evaluate } from './evaluate.js';
export type {
  EvaluationOptions,
  EvaluationRecord,
  EvaluationReport,
  Outcome,
  Predictor,
  WeighedPrediction,
} from './evaluate.js';
export { explainErrors } from './explain-errors.js';
export type { ErrorCause, ErrorOptions, ErrorReport, ExplainedError } from './explain-errors.js';
export { openOnce } from './open-databases.js';
export type { OpenDatabases } from './open-databases.js';
export { orderAsked } from './order-asked.js';
export { acrossSeeds, pairedDifference } from './paired-statistics.js';
export type { AnswersByQuestion, Estimate, PairedDifference } from './paired-statistics.js';
export type { PaperMatch, PaperReport } from './paper-match.js';
export { precisionCoverage } from './precision-coverage.js';
export type { CoveragePoint } from './precision-coverage.js';
export type { QueryDifference } from './query-differences.js';
export { readQuestions, referenceGold } from './questions.js';
export type { EvaluationQuestion } from './questions.js';
export { resultsEqual } from './results-equal.js';
export type { ResultComparison, ResultRows } from './results-equal.js';
export { readSuiteFolder } from './suite-folder.js';
export type { SuiteFolder } from './suite-folder.js';
export { unchangingContent } from './unchanging-content.js';
