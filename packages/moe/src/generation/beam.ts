/** A partial output. */
export interface Beam<S> {
  /** The start token, then the codes so far. */
  readonly outputs: readonly number[];
  /** Cache slot of each output that was run: output j of the ancestor in row b lies in slot j · beamSize + b. */
  readonly slots: readonly number[];
  readonly state: S;
  readonly logProb: number;
  /** Sum over steps of the group shares. */
  readonly routing: readonly number[];
}

/** log Σ exp of `values[from..to)`, counting only entries where `allowed` is 1 when it is given. */
export function logSumExp(
  values: Float32Array,
  from: number,
  to: number,
  allowed: Uint8Array | null,
): number {
  let highest = -Infinity;
  for (let i = from; i < to; i += 1) {
    const value = values[i] as number;
    if (value > highest && (allowed === null || allowed[i - from] === 1)) highest = value;
  }
  if (highest === -Infinity) return -Infinity;
  let total = 0;
  for (let i = from; i < to; i += 1) {
    if (allowed === null || allowed[i - from] === 1)
      total += Math.exp((values[i] as number) - highest);
  }
  return highest + Math.log(total);
}
