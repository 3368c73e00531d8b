import type { GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';
import { attr, input, single, type KernelTranslation } from './kernel-translation.js';

/** Reorders axes: output axis `i` is input axis `permutation[i]`. */
export function transpose(
  graph: GraphBuilder,
  value: GraphValue,
  permutation: readonly number[],
): GraphValue {
  if (permutation.every((axis, index) => axis === index)) return value;
  const shape = permutation.map((axis) => value.shape[axis] as number);
  if (value.base.shape.length === 0) return { ...value, shape };
  return single(graph, 'Transpose', [graph.dense(value)], {
    shape,
    dtype: value.dtype,
    attributes: { perm: permutation },
  });
}

/** Reorders axes; any dtype. */
export const transposeKernel: KernelTranslation = (call) =>
  transpose(call.graph, input(call, 'x'), attr<number[]>(call, 'perm'));
