import { backend_util } from '@tensorflow/tfjs-core';
import { sizeOf } from '../tensor-spec.js';
import { widen } from './indices.js';
import { input, single, type KernelTranslation } from './kernel-translation.js';

/** Slices of `params` at the index tuples on the last axis of `indices`; any dtype. */
export const gatherNdKernel: KernelTranslation = (call) => {
  const { graph } = call;
  const [params, indices] = [input(call, 'params'), input(call, 'indices')];
  const describe = ({ shape, dtype }: typeof params) =>
    ({ shape: [...shape], rank: shape.length, dtype, size: sizeOf(shape) }) as never;
  const [shape] = backend_util.prepareAndValidate(describe(params), describe(indices));
  return single(graph, 'GatherND', [graph.dense(params), widen(graph, indices)], {
    shape,
    dtype: params.dtype,
  });
};
