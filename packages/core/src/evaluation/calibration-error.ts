/** A claim and whether it came true. */
export interface JudgedConfidence {
  /** The claimed probability of being right, 0–1. */
  readonly confidence: number;
  readonly correct: boolean;
}

/** Answers of about the same confidence: a row of a reliability table. */
export interface ReliabilityBin {
  /** Confidences of the bin, from `low` to `high`. */
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** Mean confidence; 0 for an empty bin. */
  readonly confidence: number;
  /** Share of right answers; 0 for an empty bin. */
  readonly accuracy: number;
}

/** How answers are put into bins. */
export interface BinOptions {
  /** Default 10. */
  readonly bins?: number;
  /** `width`: intervals of equal width over 0–1; `mass`: as many answers in each. Default `width`. */
  readonly equal?: 'width' | 'mass';
}

/** Bins of answers by their confidence, lowest first; those of equal width may be empty. */
export function reliabilityBins(
  answers: readonly JudgedConfidence[],
  { bins = 10, equal = 'width' }: BinOptions = {},
): ReliabilityBin[] {
  if (equal === 'width')
    return Array.from({ length: bins }, (_, bin) => {
      const members = answers.filter(
        ({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === bin,
      );
      return { low: bin / bins, high: (bin + 1) / bins, ...describe(members) };
    });
  const sorted = [...answers].sort((left, right) => left.confidence - right.confidence);
  return Array.from(
    { length: Math.min(bins, sorted.length) },
    (_, bin, count = Math.min(bins, sorted.length)) => {
      const from = Math.round((bin * sorted.length) / count);
      const members = sorted.slice(from, Math.round(((bin + 1) * sorted.length) / count));
      return {
        low: members[0]!.confidence,
        high: members.at(-1)!.confidence,
        ...describe(members),
      };
    },
  );
}

/**
 * Expected calibration error: the mean distance between confidence and accuracy of the bins, weighted by their answers.
 *
 * @returns 0–1; 0 for no answers
 * @remarks Source: Guo et al. 2017, arXiv:1706.04599, eq. 3, for `equal: 'width'`; Nguyen and O'Connor 2015,
 *   arXiv:1508.05154, for `mass`.
 */
export function expectedCalibrationError(
  answers: readonly JudgedConfidence[],
  options: BinOptions = {},
): number {
  return reliabilityBins(answers, options).reduce(
    (sum, { n, confidence, accuracy }) =>
      n === 0 ? sum : sum + (n / answers.length) * Math.abs(confidence - accuracy),
    0,
  );
}

function describe(
  members: readonly JudgedConfidence[],
): Pick<ReliabilityBin, 'n' | 'confidence' | 'accuracy'> {
  const n = members.length;
  if (n === 0) return { n, confidence: 0, accuracy: 0 };
  return {
    n,
    confidence: members.reduce((sum, { confidence }) => sum + confidence, 0) / n,
    accuracy: members.filter(({ correct }) => correct).length / n,
  };
}
