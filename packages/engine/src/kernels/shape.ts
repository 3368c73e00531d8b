import { util } from '@tensorflow/tfjs-core';
import { sameShape } from '../tensor-spec.js';
import type { GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';
import { attr, input, single, type KernelCall, type KernelTable } from './kernel-translation.js';

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

/** Repeats along axes. Where only axes of size 1 repeat, that is a broadcast and stays lazy. */
function tile(call: KernelCall): GraphValue {
  const x = input(call, 'x');
  const reps = attr<number[]>(call, 'reps');
  const shape = x.shape.map((dim, axis) => dim * (reps[axis] as number));
  if (x.shape.every((dim, axis) => dim === 1 || reps[axis] === 1)) return { ...x, shape };
  return single(call.graph, 'Tile', [call.graph.dense(x), call.graph.int64(reps)], {
    shape,
    dtype: x.dtype,
  });
}

function expandDims(call: KernelCall): GraphValue {
  const x = input(call, 'input');
  const dim = attr<number>(call, 'dim');
  const axis = dim < 0 ? dim + x.shape.length + 1 : dim;
  return reshape(call.graph, x, x.shape.toSpliced(axis, 0, 1));
}

/** Reshape, ExpandDims, Transpose, Tile, BroadcastTo, Identity. */
export const shapeKernels: KernelTable = {
  BroadcastTo: (call) => ({ ...input(call, 'x'), shape: attr<number[]>(call, 'shape') }),
  ExpandDims: expandDims,
  Identity: (call) => input(call, 'x'),
  Reshape: (call) => {
    const x = input(call, 'x');
    const size = util.sizeFromShape([...x.shape]);
    return reshape(call.graph, x, util.inferFromImplicitShape(attr<number[]>(call, 'shape'), size));
  },
  Tile: tile,
  Transpose: (call) => transpose(call.graph, input(call, 'x'), attr<number[]>(call, 'perm')),
};
