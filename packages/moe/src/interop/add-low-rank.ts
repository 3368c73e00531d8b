import type { LowRankUpdate } from './dense-adapters.js';

/**
 * Adds low-rank updates to a piece of a matrix, in place; the piece may begin and end within a row.
 * @param chunk - elements of a row-major (out, in) matrix from `start` on
 * @param inWidth - length of a row
 */
export function addLowRank(
  chunk: Float32Array,
  start: number,
  inWidth: number,
  updates: readonly LowRankUpdate[],
): void {
  let position = 0;
  while (position < chunk.length) {
    const row = Math.floor((start + position) / inWidth);
    const column = (start + position) % inWidth;
    const count = Math.min(inWidth - column, chunk.length - position);
    const target = chunk.subarray(position, position + count);
    for (const { a, b, rank, scale } of updates) {
      for (let r = 0; r < rank; r += 1)
        addScaled(target, a, r * inWidth + column, scale * (b[row * rank + r] as number));
    }
    position += count;
  }
}

function addScaled(
  target: Float32Array,
  values: Float32Array,
  offset: number,
  factor: number,
): void {
  for (let i = 0; i < target.length; i += 1)
    target[i] = (target[i] as number) + factor * (values[offset + i] as number);
}
