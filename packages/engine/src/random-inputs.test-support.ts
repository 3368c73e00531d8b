import { hostTensor, type HostDtype, type HostTensor } from './index.js';

/** Deterministic uniform numbers in [0, 1): mulberry32. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How to draw one random input. */
export interface RandomInput {
  readonly shape: readonly number[];
  /** Default float32. */
  readonly dtype?: HostDtype;
  /** Range of values. Default [−2, 2]; for bool, 0 or 1. */
  readonly from?: number;
  readonly to?: number;
}

/** Draws an input. */
export function drawInput(
  { shape, dtype = 'float32', from = -2, to = 2 }: RandomInput,
  random: () => number,
): HostTensor {
  const size = shape.reduce((product, dim) => product * dim, 1);
  const draw = () => {
    if (dtype === 'bool') return Number(random() < 0.5);
    const value = from + random() * (to - from);
    return dtype === 'int32' ? Math.floor(value) : value;
  };
  return hostTensor(Array.from({ length: size }, draw), shape, dtype);
}
