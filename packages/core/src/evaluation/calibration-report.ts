import type { EvaluationRecord } from './evaluate.js';
import { expectedCalibrationError, reliabilityBins } from './calibration-error.js';
import type { JudgedConfidence, ReliabilityBin } from './calibration-error.js';
import { coverageAt, precisionCoverage } from './precision-coverage.js';
import type { CoveragePoint } from './precision-coverage.js';

/** How far the confidence of an evaluation's answers can be relied on. */
export interface CalibrationReport {
  /** Answers with a confidence. */
  readonly n: number;
  /** Expected calibration error over ten bins of equal width, 0–1. */
  readonly ece: number;
  /** The same over ten bins of equal mass. */
  readonly eceEqualMass: number;
  /** Ten bins of equal width, lowest confidence first. */
  readonly bins: readonly ReliabilityBin[];
  /** How much is answered at a precision of at least 0.95, 0.9 and 0.8: the share of all questions asked, 0 where none reaches it. */
  readonly coverage: readonly (Omit<CoveragePoint, 'precision'> & { readonly precision: number })[];
  /** The answers of at least a confidence of 0.9, 0.7 and 0.5: those that mislead are wrong and sure. */
  readonly sure: readonly SureAnswers[];
}

/** Answers that are at least as sure as a bound. */
export interface SureAnswers {
  /** The bound, 0–1. */
  readonly confidence: number;
  readonly answers: number;
  /** How many of them are not right. */
  readonly wrong: number;
  /** How many of the wrong ones answer a question that cannot be answered. */
  readonly unanswerable: number;
}

type JudgedRecord = Pick<EvaluationRecord, 'confidence' | 'outcome' | 'unanswerable'>;

const precisions = [0.95, 0.9, 0.8];
const sureFrom = [0.9, 0.7, 0.5];

/** Confidence and rightness of the records that claim a confidence. */
export function judgedConfidences(records: readonly JudgedRecord[]): JudgedConfidence[] {
  return records.flatMap(({ confidence, outcome }) =>
    confidence === undefined ? [] : [{ confidence, correct: outcome === 'correct' }],
  );
}

/** Measures the confidence of answers; undefined where none claims one. Questions without an answer count as not covered. */
export function calibrationReport(records: readonly JudgedRecord[]): CalibrationReport | undefined {
  const answers = judgedConfidences(records);
  if (answers.length === 0) return undefined;
  const points = precisionCoverage(answers, records.length);
  return {
    n: answers.length,
    ece: expectedCalibrationError(answers),
    eceEqualMass: expectedCalibrationError(answers, { equal: 'mass' }),
    bins: reliabilityBins(answers),
    coverage: precisions.map((precision) => {
      const { confidence = 1, coverage = 0 } = coverageAt(points, precision) ?? {};
      return { precision, confidence, coverage };
    }),
    sure: sureFrom.map((bound) => sureAnswers(records, bound)),
  };
}

function sureAnswers(records: readonly JudgedRecord[], bound: number): SureAnswers {
  const sure = records.filter(({ confidence = -1 }) => confidence >= bound);
  const wrong = sure.filter(({ outcome }) => outcome !== 'correct');
  return {
    confidence: bound,
    answers: sure.length,
    wrong: wrong.length,
    unanswerable: wrong.filter(({ unanswerable }) => unanswerable !== undefined).length,
  };
}
