import { EngineError } from '../engine-error.js';
import { broadcastShapes, sizeOf } from '../tensor-spec.js';
import type { GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';
import {
  attr,
  input,
  requireNumeric,
  single,
  type KernelCall,
  type KernelTranslation,
} from './kernel-translation.js';
import { transpose } from './transpose.js';

/** Matrix product of the last two axes, batch axes broadcast; transposition is part of the operator, no copy is made. float32 and int32. */
export const batchMatMulKernel: KernelTranslation = (call) => matMul(call);

/** The product that a call of `BatchMatMul` or `_FusedMatMul` asks for. */
export function matMul(call: KernelCall): GraphValue {
  const { graph } = call;
  let [a, b] = [requireNumeric(call, input(call, 'a')), requireNumeric(call, input(call, 'b'))];
  const [transA, transB] = [
    attr<boolean>(call, 'transposeA') === true,
    attr<boolean>(call, 'transposeB') === true,
  ];
  checkInnerSizes(call, a.shape.at(transA ? -2 : -1), b.shape.at(transB ? -1 : -2));
  const rows = a.shape.at(transA ? -1 : -2) as number;
  const columns = b.shape.at(transB ? -2 : -1) as number;
  const shape = [...broadcastShapes([a.shape.slice(0, -2), b.shape.slice(0, -2)]), rows, columns];
  const dtype = a.dtype;
  // ONNX Runtime does not broadcast empty batches.
  if ([a.shape, b.shape].some((each) => sizeOf(each) === 0))
    return graph.uniform(0, { shape, dtype });
  if (dtype === 'float32' && (transA || transB)) {
    return single(graph, 'FusedMatMul', [graph.dense(a), graph.dense(b)], {
      shape,
      dtype,
      domain: 'com.microsoft',
      attributes: { transA: Number(transA), transB: Number(transB) },
    });
  }
  if (transA) a = swapLastAxes(graph, a);
  if (transB) b = swapLastAxes(graph, b);
  return single(graph, 'MatMul', [graph.dense(a), graph.dense(b)], { shape, dtype });
}

/** @throws {@link EngineError} `INPUT_SHAPE` when an operand is no matrix, or the sizes that are summed over differ */
function checkInnerSizes(call: KernelCall, ofA: number | undefined, ofB: number | undefined): void {
  const [a, b] = [input(call, 'a').shape, input(call, 'b').shape];
  if (a.length >= 2 && b.length >= 2 && ofA === ofB) return;
  const shapes = `[${a.join(', ')}] and [${b.join(', ')}]`;
  throw new EngineError(
    'INPUT_SHAPE',
    `${call.kernelName} (tf.matMul): expected matrices with equal inner sizes, got shapes ${shapes} with inner sizes ${ofA} and ${ofB}. ` +
      'Transpose or reshape one of them.',
  );
}

function swapLastAxes(graph: GraphBuilder, value: GraphValue): GraphValue {
  const axes = value.shape.map((_, axis) => axis);
  return transpose(graph, value, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}
