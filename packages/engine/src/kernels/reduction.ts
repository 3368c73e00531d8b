import { util } from '@tensorflow/tfjs-core';
import type { GraphValue } from '../trace/graph-value.js';
import type { HostDtype } from '../tensor-spec.js';
import { onnxDataType } from '../onnx/encode-model.js';
import { cast } from './casting.js';
import {
  attr,
  input,
  single,
  type KernelCall,
  type KernelTable,
  type KernelTranslation,
} from './kernel-translation.js';
import type { Operand } from '../trace/graph-value.js';

/** Reduces `x` over the axes of a kernel call. */
function reduceValue(call: KernelCall, opType: string, x: GraphValue): GraphValue {
  const given =
    attr<number | number[] | undefined>(call, 'axis') ??
    attr<number | number[]>(call, 'reductionIndices');
  const axes = util.parseAxisParam(given, [...x.shape]);
  if (axes.length === 0) return x;
  const keepDims = attr<boolean | undefined>(call, 'keepDims') === true;
  const shape = x.shape.flatMap((dim, axis) =>
    !axes.includes(axis) ? [dim] : keepDims ? [1] : [],
  );
  return single(call.graph, opType, [call.graph.dense(x), call.graph.int64(axes)], {
    shape,
    dtype: x.dtype,
    attributes: { keepdims: Number(keepDims) },
  });
}

const reduce =
  (opType: string, dtype?: HostDtype): KernelTranslation =>
  (call) => {
    const x = input(call, 'x');
    return reduceValue(call, opType, dtype === undefined ? x : cast(call.graph, x, dtype));
  };

/** Any and All: maximum and minimum of bools as integers. */
const reduceBool =
  (opType: string): KernelTranslation =>
  (call) =>
    cast(
      call.graph,
      reduceValue(call, opType, cast(call.graph, input(call, 'x'), 'int32')),
      'bool',
    );

/** Index of the first extreme along one axis, int32. */
const argExtreme =
  (opType: string): KernelTranslation =>
  (call) => {
    const x = input(call, 'x');
    const [axis = 0] = util.parseAxisParam(attr<number>(call, 'axis'), [...x.shape]);
    const shape = x.shape.filter((_, each) => each !== axis);
    const [index] = call.graph.node(opType, [call.graph.dense(x)], [{ shape, dtype: 'int64' }], {
      attributes: { axis, keepdims: 0 },
    });
    return narrow(call, index as Operand);
  };

/** int64 indices, as ONNX gives them, to int32, as TF.js has them. */
export function narrow({ graph }: KernelCall, index: Operand): GraphValue {
  return single(graph, 'Cast', [index], {
    shape: index.shape,
    dtype: 'int32',
    attributes: { to: onnxDataType('int32') },
  });
}

function cumulativeSum(call: KernelCall): GraphValue {
  const x = input(call, 'x');
  const [axis = 0] = util.parseAxisParam(attr<number>(call, 'axis'), [...x.shape]);
  const flags = {
    exclusive: Number(attr<boolean>(call, 'exclusive')),
    reverse: Number(attr<boolean>(call, 'reverse')),
  };
  const axisOperand = call.graph.operand(BigInt64Array.of(BigInt(axis)), [], 'int64');
  return single(call.graph, 'CumSum', [call.graph.dense(x), axisOperand], {
    ...x,
    attributes: flags,
  });
}

const softmax =
  (opType: string, axisName: string): KernelTranslation =>
  (call) => {
    const logits = input(call, 'logits');
    const axis = attr<number | undefined>(call, axisName) ?? -1;
    return single(call.graph, opType, [call.graph.dense(logits)], {
      ...logits,
      attributes: { axis },
    });
  };

/** Sums, extremes and other reductions; Cumsum, Softmax and LogSoftmax. */
export const reductionKernels: KernelTable = {
  All: reduceBool('ReduceMin'),
  Any: reduceBool('ReduceMax'),
  ArgMax: argExtreme('ArgMax'),
  ArgMin: argExtreme('ArgMin'),
  Cumsum: cumulativeSum,
  LogSoftmax: softmax('LogSoftmax', 'axis'),
  Max: reduce('ReduceMax'),
  Mean: reduce('ReduceMean', 'float32'),
  Min: reduce('ReduceMin'),
  Prod: reduce('ReduceProd'),
  Softmax: softmax('Softmax', 'dim'),
  Sum: reduce('ReduceSum'),
};
