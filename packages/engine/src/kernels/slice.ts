import { slice_util } from '@tensorflow/tfjs-core';
import { sameShape } from '../tensor-spec.js';
import type { GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';
import { attr, input, single, type KernelTranslation } from './kernel-translation.js';

/** Cuts `[begin, begin + size)` on every axis. */
export function slice(
  graph: GraphBuilder,
  value: GraphValue,
  begin: readonly number[],
  size: readonly number[],
): GraphValue {
  if (sameShape(size, value.shape)) return value;
  if (value.base.shape.length === 0) return { ...value, shape: size };
  const axes = value.shape.flatMap((dim, axis) => (dim === size[axis] ? [] : [axis]));
  const starts = axes.map((axis) => begin[axis] as number);
  const ends = axes.map((axis) => (begin[axis] as number) + (size[axis] as number));
  const operands = [graph.dense(value), graph.int64(starts), graph.int64(ends), graph.int64(axes)];
  return single(graph, 'Slice', operands, { shape: size, dtype: value.dtype });
}

/** The block of `size` that starts at `begin`; any dtype. */
export const sliceKernel: KernelTranslation = (call) => {
  const x = input(call, 'x');
  const info = { shape: [...x.shape], rank: x.shape.length } as never;
  const [begin = [], size = []] = slice_util.parseSliceParams(
    info,
    attr<number[]>(call, 'begin'),
    attr<number[]>(call, 'size'),
  );
  slice_util.assertParamsValid(info, begin, size);
  return slice(call.graph, x, begin, size);
};
