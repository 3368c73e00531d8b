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
}

const precisions = [0.95, 0.9, 0.8];

/** Confidence and rightness of the records that claim a confidence. */
export function judgedConfidences(
  records: readonly Pick<EvaluationRecord, 'confidence' | 'outcome'>[],
): JudgedConfidence[] {
  return records.flatMap(({ confidence, outcome }) =>
    confidence === undefined ? [] : [{ confidence, correct: outcome === 'correct' }],
  );
}

/** Measures the confidence of answers; undefined where none claims one. Questions without an answer count as not covered. */
export function calibrationReport(
  records: readonly Pick<EvaluationRecord, 'confidence' | 'outcome'>[],
): CalibrationReport | undefined {
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
  };
}
