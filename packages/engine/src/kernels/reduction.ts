import { util } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { sizeOf } from '../tensor-spec.js';
import type { GraphValue } from '../trace/graph-value.js';
import { cast } from './cast.js';
import { attr, input, requireNumeric, single, type KernelCall } from './kernel-translation.js';

/** Axes over which a call reduces, and the shape that is left. */
function reducedShape(call: KernelCall, x: GraphValue): { axes: number[]; shape: number[] } {
  const given =
    attr<number | number[] | undefined>(call, 'axis') ??
    attr<number | number[]>(call, 'reductionIndices');
  const axes = util.parseAxisParam(given, [...x.shape]);
  const keepDims = attr<boolean | undefined>(call, 'keepDims') === true;
  const shape = x.shape.flatMap((dim, axis) =>
    !axes.includes(axis) ? [dim] : keepDims ? [1] : [],
  );
  return { axes, shape };
}

/** Reduces a value over the axes of a kernel call. */
export function reduce(call: KernelCall, opType: string, x: GraphValue): GraphValue {
  const { axes, shape } = reducedShape(call, x);
  if (axes.length === 0) return x;
  return single(call.graph, opType, [call.graph.dense(x), call.graph.int64(axes)], {
    shape,
    dtype: x.dtype,
    attributes: { keepdims: Number(shape.length === x.shape.length) },
  });
}

/** Reduces the float32 or int32 input `x`. */
export function reduceInput(call: KernelCall, opType: string): GraphValue {
  return reduce(call, opType, requireNumeric(call, input(call, 'x')));
}

/** Reduces bools by the minimum or maximum of 0 and 1; `none` is the result of no elements. */
export function reduceBool(call: KernelCall, opType: 'ReduceMin' | 'ReduceMax'): GraphValue {
  const x = input(call, 'x');
  const { shape } = reducedShape(call, x);
  if (sizeOf(x.shape) === 0) {
    const none = Number(opType === 'ReduceMin');
    return call.graph.uniform(none, { shape, dtype: 'bool' });
  }
  return cast(call.graph, reduce(call, opType, cast(call.graph, x, 'int32')), 'bool');
}

/**
 * Reduces to the smallest or largest element; NaN where there is none, as in TF.js.
 * @throws {@link EngineError} `INPUT_SHAPE` for no elements of int32 or bool, which have no NaN
 */
export function reduceExtreme(call: KernelCall, opType: 'ReduceMin' | 'ReduceMax'): GraphValue {
  const x = input(call, 'x');
  if (x.dtype === 'bool') return reduceBool(call, opType);
  if (sizeOf(x.shape) > 0) return reduce(call, opType, x);
  const { shape } = reducedShape(call, x);
  if (x.dtype === 'float32' || sizeOf(shape) === 0)
    return call.graph.uniform(x.dtype === 'float32' ? NaN : 0, { shape, dtype: x.dtype });
  throw new EngineError(
    'INPUT_SHAPE',
    `${call.kernelName}: expected at least one element to choose from, got shape [${x.shape.join(', ')}]. Check for emptiness before.`,
  );
}
