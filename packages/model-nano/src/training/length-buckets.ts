/** A padded shape of training batches. */
export interface LengthBucket {
  readonly prefixLength: number;
  readonly outputLength: number;
  readonly batchSize: number;
}

/** Few shapes: each compiles its own graph, whose working memory is kept. */
const shapes = [
  [48, 16],
  [72, 16],
  [72, 32],
  [104, 16],
  [104, 32],
  [104, 48],
  [160, 32],
  [160, 48],
] as const;

/**
 * Shapes with about `positions` positions each, so that every step costs about the same.
 *
 * @param positions - prefix and output positions of one batch, padding included
 */
export function lengthBuckets(positions: number): LengthBucket[] {
  return shapes.map(([prefixLength, outputLength]) => ({
    prefixLength,
    outputLength,
    batchSize: Math.max(4, Math.round(positions / (prefixLength + outputLength) / 4) * 4),
  }));
}

/** The smallest bucket that holds an example, or undefined when none does. */
export function bucketFor(
  buckets: readonly LengthBucket[],
  prefixLength: number,
  outputLength: number,
): LengthBucket | undefined {
  return buckets
    .filter((bucket) => bucket.prefixLength >= prefixLength && bucket.outputLength >= outputLength)
    .sort((a, b) => a.prefixLength + a.outputLength - b.prefixLength - b.outputLength)[0];
}
