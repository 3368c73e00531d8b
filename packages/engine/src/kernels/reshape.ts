import { util } from '@tensorflow/tfjs-core';
import { sameShape } from '../tensor-spec.js';
import type { GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';
import { attr, input, single, type KernelTranslation } from './kernel-translation.js';

/** Gives a value another shape of the same size. */
export function reshape(
  graph: GraphBuilder,
  value: GraphValue,
  shape: readonly number[],
): GraphValue {
  if (sameShape(value.shape, shape)) return value;
  if (value.base.shape.length === 0) return { ...value, shape }; // all elements are one: still a lazy broadcast
  return single(graph, 'Reshape', [graph.dense(value), graph.int64(shape)], {
    shape,
    dtype: value.dtype,
    attributes: { allowzero: 1 },
  });
}

/** Another shape of the same size, one dimension of which may be −1; any dtype. */
export const reshapeKernel: KernelTranslation = (call) => {
  const x = input(call, 'x');
  const size = util.sizeFromShape([...x.shape]);
  return reshape(call.graph, x, util.inferFromImplicitShape(attr<number[]>(call, 'shape'), size));
};
