import { seededRandom } from '../../numerics/random.js';
import type { TokenizedSample } from './training-sample.js';

/** Which samples an epoch draws, and how. */
export interface SamplingOptions {
  readonly seed: number;
  /**
   * T: a dialect with n samples is drawn in proportion to n^(1/T). 1 (default): every sample once an epoch; higher values
   * raise small dialects towards an equal share by repeating their samples, at the expense of large ones.
   */
  readonly temperature?: number;
}

/** Fisher–Yates. */
export function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const result = [...values];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}

/** Random numbers of an epoch. */
export function epochRandom(seed: number, epoch: number): () => number {
  return seededRandom((Math.imul(seed, 0x9e3779b1) ^ Math.imul(epoch + 1, 0x85ebca6b)) >>> 0);
}

/** How many of `total` draws each dialect gets: in proportion to n^(1/T), rounded to a sum of `total` by largest remainder. */
export function dialectShares(
  counts: readonly number[],
  total: number,
  temperature: number,
): number[] {
  const weights = counts.map((count) => (count === 0 ? 0 : count ** (1 / temperature)));
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const shares = exact.map(Math.floor);
  const missing = total - shares.reduce((a, b) => a + b, 0);
  const byRemainder = exact.map((_, i) => i).sort((a, b) => (exact[b]! % 1) - (exact[a]! % 1));
  for (const i of byRemainder.slice(0, missing)) shares[i]! += 1;
  return shares;
}

/** The samples of an epoch in random order; the same seed and epoch give the same order. */
export function sampleOrder(
  samples: readonly TokenizedSample[],
  epoch: number,
  { seed, temperature = 1 }: SamplingOptions,
): TokenizedSample[] {
  const random = epochRandom(seed, epoch);
  if (temperature === 1) return shuffled(samples, random);
  const numDialects = Math.max(...samples.map(({ dialect }) => dialect)) + 1;
  const byDialect = Array.from({ length: numDialects }, (_, i) =>
    samples.filter(({ dialect }) => dialect === i),
  );
  const shares = dialectShares(
    byDialect.map(({ length }) => length),
    samples.length,
    temperature,
  );
  const drawn = byDialect.flatMap((own, i) => {
    const list: TokenizedSample[] = [];
    // every sample of the dialect comes before one comes again
    while (list.length < shares[i]!) list.push(...shuffled(own, random));
    return list.slice(0, shares[i]);
  });
  return shuffled(drawn, random);
}
