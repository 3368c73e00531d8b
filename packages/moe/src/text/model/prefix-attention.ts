import { expandDims, mul, reshape, slice, sub, type Tensor } from '@tensorflow/tfjs-core';
import { attention, HIDDEN, repeatHeads, type Attend } from '../../decoder/forward-pass.js';

/** Keys and values of the prefixes of a batch, one a row. */
export interface PrefixStates {
  /** (2 · layers, Hkv, B, L, dh): keys, already rotated, and values of each layer in turn. */
  readonly states: Tensor;
  /** (B, L) float32, 1 = a token of the row's prefix, 0 = padding. */
  readonly mask: Tensor;
}

/** The keys or values of a layer: (Hkv, B, L, dh). */
function statesOf({ states }: PrefixStates, index: number): Tensor {
  const [, ...shape] = states.shape;
  return reshape(slice(states, [index, 0, 0, 0, 0], [1, ...shape]), shape);
}

/** Additive attention bias of the prefixes, broadcasts to (H, B, S, L). */
export function prefixBias({ mask }: PrefixStates): Tensor {
  return expandDims(mul(sub(1, mask), HIDDEN), 1);
}

/**
 * Attention of rows to their prefix and to themselves.
 * @param prefixes their keys and values, which have no gradient
 * @param biases `own`: additive bias within rows by layer, as of `causalMask`; `prefix`: as of {@link prefixBias}
 */
export function attendAfterPrefix(
  prefixes: PrefixStates,
  biases: { readonly own: (layer: number) => Tensor | null; readonly prefix: Tensor },
): Attend {
  return (layer, q, k, v) => {
    const spread = (x: Tensor): Tensor => repeatHeads(x, q.shape[0] as number);
    return attention(q, [
      {
        keys: spread(statesOf(prefixes, 2 * layer)),
        values: spread(statesOf(prefixes, 2 * layer + 1)),
        bias: biases.prefix,
      },
      { keys: spread(k), values: spread(v), bias: biases.own(layer) },
    ]);
  };
}
