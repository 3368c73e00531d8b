import {
  add,
  equal,
  expandDims,
  mul,
  sub,
  tensor,
  where,
  zerosLike,
  fill,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { HIDDEN } from '../../decoder/forward-pass.js';
import type { SlidingWindow } from '../../config/decoder-config.js';

/** What positions may see besides what comes before them. */
export interface CausalMaskInputs {
  /** (B, S) float32, 1 = a real token, 0 = padding; null = all real. */
  readonly mask: Tensor | null;
  /** (B, S) int32 ids of packed sequences: positions see their own sequence only; null = one sequence per row. */
  readonly segments: Tensor | null;
}

/** Additive causal structure of a square, (1, S, S); with `window`, only the last `window` positions are seen. */
function structure(length: number, window: number): Tensor {
  const values = new Float32Array(length * length).fill(HIDDEN);
  for (let query = 0; query < length; query += 1)
    values.fill(0, query * length + Math.max(0, query - window + 1), query * length + query + 1);
  return tensor(values, [1, length, length]);
}

/**
 * Additive attention biases by layer, broadcasting to (H, B, S, S): 0 where a position may look.
 * @param length S
 * @param window the config's sliding window, if any
 */
export function causalMask(
  length: number,
  window: SlidingWindow | undefined,
  { mask, segments }: CausalMaskInputs,
): (layer: number) => Tensor {
  let row: Tensor | null = mask === null ? null : expandDims(mul(sub(1, mask), HIDDEN), 1); // (B, 1, S)
  if (segments !== null) {
    const same = equal(expandDims(segments, 2), expandDims(segments, 1)); // (B, S, S)
    const hidden = fill(same.shape, HIDDEN);
    const apart = where(same, zerosLike(hidden), hidden);
    row = row === null ? apart : add(row, apart);
  }
  const bias = (size: number): Tensor => {
    const square = structure(length, size);
    return row === null ? square : add(square, row);
  };
  const full = bias(length);
  if (window === undefined || window.size >= length) return () => full;
  const near = bias(window.size);
  const layers = new Set(window.layers);
  return (layer) => (layers.has(layer) ? near : full);
}
