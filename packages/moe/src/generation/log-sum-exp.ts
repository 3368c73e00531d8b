/** log Σ exp of `values`, counting only entries where `mask` is 1 when it is given; -∞ for none. */
export function logSumExp(values: Float32Array, mask: Uint8Array | null): number {
  let highest = -Infinity;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value > highest && (mask === null || mask[i] === 1)) highest = value;
  }
  if (highest === -Infinity) return -Infinity;
  let total = 0;
  for (let i = 0; i < values.length; i += 1) {
    if (mask === null || mask[i] === 1) total += Math.exp((values[i] as number) - highest);
  }
  return highest + Math.log(total);
}
