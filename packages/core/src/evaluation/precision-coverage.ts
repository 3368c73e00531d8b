import type { JudgedConfidence } from './calibration-error.js';

/** What is answered, and how well, when only answers of at least a confidence are given. */
export interface CoveragePoint {
  /** The least confidence that is answered. */
  readonly confidence: number;
  /** Share of all questions that are answered then. */
  readonly coverage: number;
  /** Share of right ones among them. */
  readonly precision: number;
}

/**
 * Precision by coverage: a point per distinct confidence, highest first.
 *
 * @param asked - questions asked, those without an answer too; default: as many as answers
 */
export function precisionCoverage(
  answers: readonly JudgedConfidence[],
  asked = answers.length,
): CoveragePoint[] {
  const sorted = [...answers].sort((left, right) => right.confidence - left.confidence);
  const points: CoveragePoint[] = [];
  let right = 0;
  sorted.forEach(({ confidence, correct }, place) => {
    if (correct) right += 1;
    if (sorted[place + 1]?.confidence === confidence) return;
    points.push({ confidence, coverage: (place + 1) / asked, precision: right / (place + 1) });
  });
  return points;
}

/** The point that answers most at a precision of at least `precision`; undefined when none reaches it. */
export function coverageAt(
  points: readonly CoveragePoint[],
  precision: number,
): CoveragePoint | undefined {
  return points.findLast((point) => point.precision >= precision);
}
