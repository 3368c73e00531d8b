import { backend_util, util } from '@tensorflow/tfjs-core';
import { asValue, type GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';
import { attr, input, type KernelTranslation } from './kernel-translation.js';

/** Cuts a value into pieces of the given sizes along an axis. */
export function split(
  graph: GraphBuilder,
  value: GraphValue,
  sizes: readonly number[],
  axis: number,
): GraphValue[] {
  if (sizes.length === 1) return [value];
  const outputs = sizes.map((size) => ({
    shape: value.shape.with(axis, size),
    dtype: value.dtype,
  }));
  return graph
    .node('Split', [graph.dense(value), graph.int64(sizes)], outputs, { attributes: { axis } })
    .map(asValue);
}

/** Pieces along an axis, given by their number or their sizes; any dtype. */
export const splitVKernel: KernelTranslation = (call) => {
  const x = input(call, 'x');
  const [axis = 0] = util.parseAxisParam(attr<number>(call, 'axis'), [...x.shape]);
  const sizes = backend_util.prepareSplitSize(
    { shape: x.shape } as never,
    attr<number[] | number>(call, 'numOrSizeSplits'),
    axis,
  );
  return split(call.graph, x, sizes, axis);
};
