import {
  add,
  cast,
  div,
  floor,
  greaterEqual,
  mul,
  reshape,
  slice,
  square,
  sub,
  tensor1d,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { floatTensor, type HostTensor } from './host-tensor.js';

/** Largest prime whose squares stay exact in float32, so the hash is the same bit for bit on every backend. */
const MODULUS = 4093;

/** Zeroes random elements of a tensor and scales the rest by 1 / (1 - rate). */
export interface Dropout {
  /** @param x any rank ≥ 1; @param rate probability of a zero, in [0, 1) */
  apply(x: Tensor, rate: number): Tensor;
  /** Random numbers in (0, 1), a fresh draw per call, or null where nothing is random. */
  uniform(shape: number[]): Tensor | null;
  /** The dropout of a part of the model by itself: each call starts the part's draws anew, so that computing it twice draws the same. */
  within(part: number): Dropout;
}

/** The dropout of evaluation: leaves everything as it is. */
export const noDropout: Dropout = {
  apply: (x) => x,
  uniform: () => null,
  within: () => noDropout,
};

/** `seed` as the graph input that `hashDropout` reads: (2) float32. */
export function dropoutSeed(seed: number): HostTensor {
  const whole = Math.abs(Math.trunc(seed));
  return floatTensor(
    new Float32Array([whole % MODULUS, Math.floor(whole / MODULUS) % MODULUS]),
    [2],
  );
}

function modulo(x: Tensor): Tensor {
  return sub(x, mul(floor(div(x, MODULUS)), MODULUS));
}

/** Pseudo-random numbers 0..MODULUS-1 for `count` counters. */
function hash(count: number, salt: number, low: Tensor, high: Tensor): Tensor {
  const counters = Float32Array.from({ length: count }, (_, i) => i % MODULUS);
  const blocks = Float32Array.from(
    { length: count },
    (_, i) => (Math.floor(i / MODULUS) * 37) % MODULUS,
  );
  const index = tensor1d(counters);
  const factor = modulo(add(mul(low, 3), 1 + salt * 131));
  const shift = modulo(add(high, salt * 71));
  const first = modulo(add(add(modulo(mul(add(index, 1), factor)), shift), tensor1d(blocks)));
  const second = modulo(add(square(first), index));
  return modulo(add(square(second), first));
}

/**
 * Counter-based dropout: the mask is a hash of the seed, the number of the call and the element's row and column,
 * so it needs no random kernel and repeats exactly after a resume.
 * @param seed (2) float32, from `dropoutSeed`
 */
export function hashDropout(seed: Tensor): Dropout {
  return dropoutFrom(seed, 0);
}

/** Draws that a part of the model can have of its own; parts are layers, which draw far fewer. */
const DRAWS_PER_PART = 29;

function dropoutFrom(seed: Tensor, firstCall: number): Dropout {
  const low = slice(seed, [0], [1]);
  const high = slice(seed, [1], [1]);
  let calls = firstCall;
  /** (rows, columns) in [0, 1) */
  const draw = (rows: number, columns: number): Tensor => {
    calls += 1;
    const rowHash = reshape(add(hash(rows, 2 * calls, low, high), 0.5), [rows, 1]);
    const columnHash = reshape(add(hash(columns, 2 * calls + 1, low, high), 1), [1, columns]);
    const product = mul(div(rowHash, MODULUS), columnHash);
    return sub(product, floor(product));
  };
  return {
    apply(x, rate) {
      if (rate === 0) return x;
      const columns = x.shape[x.shape.length - 1] ?? 1;
      const uniform = draw(x.size / columns, columns);
      const mask = mul(cast(greaterEqual(uniform, rate), 'float32'), 1 / (1 - rate));
      return mul(x, reshape(mask, x.shape));
    },
    uniform(shape) {
      const columns = shape[shape.length - 1] ?? 1;
      const size = shape.reduce((a, b) => a * b, 1);
      // away from both ends, where Gumbel noise would be infinite
      const inside = add(mul(draw(size / columns, columns), 1 - 2e-6), 1e-6);
      return reshape(inside, shape);
    },
    within: (part) => dropoutFrom(seed, (part + 1) * DRAWS_PER_PART),
  };
}
