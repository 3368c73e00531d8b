/** Sequences that run together, padded to one of few shapes. */
export interface Batch {
  /** Indices of the sequences; at most `numRows`, the rows left over are padding. */
  readonly sequences: readonly number[];
  /** Rows of the batch (B): 1, 8 or 32. */
  readonly numRows: number;
  /** Padded length in word pieces (T). */
  readonly length: number;
}

/** Padded lengths: fine where most texts lie, and few, because each (B, T) is compiled once. */
const paddedLengths = [4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256] as const;

/**
 * Groups sequences of like length into batches.
 *
 * @param lengths - word pieces of each sequence, at most 256
 * @returns batches that hold each sequence once, short ones first
 */
export function planBatches(lengths: readonly number[]): Batch[] {
  const byLength = new Map<number, number[]>(paddedLengths.map((length) => [length, []]));
  for (const [sequence, length] of lengths.entries()) {
    const padded = paddedLengths.find((candidate) => length <= candidate);
    if (padded === undefined) throw new RangeError(`expected at most 256 pieces, got ${length}`);
    byLength.get(padded)!.push(sequence);
  }

  const batches: Batch[] = [];
  for (const [length, sequences] of byLength) {
    for (let start = 0; start < sequences.length;) {
      const numRows = rowsFor(sequences.length - start);
      batches.push({ sequences: sequences.slice(start, start + numRows), numRows, length });
      start += numRows;
    }
  }
  return batches;
}

/** The batch size that wastes least on padding: a short rest runs one by one. */
function rowsFor(remaining: number): number {
  if (remaining >= 24) return 32;
  return remaining >= 4 ? 8 : 1;
}
