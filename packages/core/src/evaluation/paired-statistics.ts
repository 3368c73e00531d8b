import { seededRandom } from '../random/seeded-random.js';

/** A mean with its 95 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided 97.5 % quantiles of Student's t for 1 to 10 degrees of freedom. */
const tQuantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/** Mean over seeds with Student's t interval; with one value the interval is empty (mean to mean). */
export function acrossSeeds(values: readonly number[]): Estimate {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  if (n < 2) return { mean, low: mean, high: mean };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = (tQuantiles[n - 2] ?? 1.96) * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half };
}

/** Difference of two methods on the same questions with the same seeds. */
export interface PairedDifference extends Estimate {
  /** Two-sided p of the exact McNemar test over all (question, seed) pairs; pairs of one question are not independent, so the interval is the safer of the two. */
  readonly mcNemar: number;
  /** Pairs that only the first, and only the second, answered correctly. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/** Answers by question; each list has one entry per seed. */
export type AnswersByQuestion = ReadonlyMap<string, readonly boolean[]>;

/**
 * Mean difference of accuracy, first minus second, with a bootstrap over questions: whole questions are drawn, with their
 * answers of all seeds, so that seeds of one question do not count as independent.
 *
 * @param resamples of the bootstrap. Default 4000.
 */
export function pairedDifference(
  first: AnswersByQuestion,
  second: AnswersByQuestion,
  { resamples = 4000, seed = 0 }: { readonly resamples?: number; readonly seed?: number } = {},
): PairedDifference {
  const differences: number[] = [];
  let [onlyFirst, onlySecond] = [0, 0];
  for (const [question, answers] of first) {
    const others = second.get(question);
    if (others === undefined || others.length !== answers.length)
      throw new RangeError(
        `paired test: expected both methods' answers to ${question} with every seed, got ${answers.length} and ${others?.length ?? 0}. Finish the runs.`,
      );
    let sum = 0;
    answers.forEach((correct, i) => {
      sum += Number(correct) - Number(others[i]);
      onlyFirst += Number(correct && others[i] === false);
      onlySecond += Number(!correct && others[i] === true);
    });
    differences.push(sum / answers.length);
  }
  const random = seededRandom(seed);
  const n = differences.length;
  const means = Array.from({ length: resamples }, () => {
    let total = 0;
    for (let i = 0; i < n; i++) total += differences[Math.floor(random() * n)]!;
    return total / n;
  }).sort((a, b) => a - b);
  return {
    mean: differences.reduce((a, b) => a + b, 0) / n,
    low: means[Math.floor(0.025 * resamples)]!,
    high: means[Math.ceil(0.975 * resamples) - 1]!,
    mcNemar: exactMcNemar(onlyFirst, onlySecond),
    onlyFirst,
    onlySecond,
  };
}

/** Two-sided exact binomial test of b against c with probability 1/2 each. */
export function exactMcNemar(b: number, c: number): number {
  const n = b + c;
  let tail = 0;
  let logChoose = 0;
  for (let k = 0; k <= Math.min(b, c); k++) {
    if (k > 0) logChoose += Math.log((n - k + 1) / k);
    tail += Math.exp(logChoose - n * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}
