import { EngineError } from '../engine-error.js';
import { broadcastShapes } from '../tensor-spec.js';
import type { GraphValue } from '../trace/graph-value.js';
import {
  attr,
  elementwise,
  input,
  single,
  type KernelCall,
  type KernelTable,
} from './kernel-translation.js';
import { transpose } from './shape.js';
import { unaryKernels } from './unary.js';

/** Matrix product of the last two axes; transposition is part of the operator, no copy is made. */
function matMul(call: KernelCall): GraphValue {
  const { graph } = call;
  let [a, b] = [input(call, 'a'), input(call, 'b')];
  const [transA, transB] = [
    attr<boolean>(call, 'transposeA') === true,
    attr<boolean>(call, 'transposeB') === true,
  ];
  checkInnerSizes(call, a.shape.at(transA ? -2 : -1), b.shape.at(transB ? -1 : -2));
  const rows = a.shape.at(transA ? -1 : -2) as number;
  const columns = b.shape.at(transB ? -2 : -1) as number;
  const shape = [...broadcastShapes([a.shape.slice(0, -2), b.shape.slice(0, -2)]), rows, columns];
  const dtype = a.dtype;
  const fused = dtype === 'float32' && (transA || transB);
  if (fused) {
    return single(graph, 'FusedMatMul', [graph.dense(a), graph.dense(b)], {
      shape,
      dtype,
      domain: 'com.microsoft',
      attributes: { transA: Number(transA), transB: Number(transB) },
    });
  }
  if (transA) a = swapLastAxes(call, a);
  if (transB) b = swapLastAxes(call, b);
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

function swapLastAxes({ graph }: KernelCall, value: GraphValue): GraphValue {
  const axes = value.shape.map((_, axis) => axis);
  return transpose(graph, value, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}

/** activation(a · b + bias). */
function fusedMatMul(call: KernelCall): GraphValue {
  const { bias, preluActivationWeights } = call.inputs;
  const product = matMul(call);
  const sum = bias === undefined ? product : elementwise(call.graph, 'Add', [product, bias]);
  const activation = attr<string | undefined>(call, 'activation') ?? 'linear';
  if (activation === 'linear') return sum;
  const kernelName = {
    relu: 'Relu',
    relu6: 'Relu6',
    sigmoid: 'Sigmoid',
    elu: 'Elu',
    leakyrelu: 'LeakyRelu',
    prelu: 'Prelu',
  }[activation];
  const kernel = kernelName === undefined ? undefined : unaryKernels[kernelName];
  if (kernelName === undefined || kernel === undefined) {
    throw new EngineError(
      'UNSUPPORTED_KERNEL',
      `_FusedMatMul: expected a known activation, got "${activation}". Apply it after tf.matMul.`,
    );
  }
  const inputs: Record<string, GraphValue> = { x: sum };
  if (preluActivationWeights !== undefined) inputs['alpha'] = preluActivationWeights;
  return kernel({
    ...call,
    kernelName,
    inputs,
    attrs: { alpha: attr(call, 'leakyreluAlpha') },
  }) as GraphValue;
}

/** Sum of products over the labels that the output leaves out, `ij,jk->ik`. TF.js has no gradient for it. */
function einsum(call: KernelCall): GraphValue {
  const operands = Object.values(call.inputs);
  const equation = attr<string>(call, 'equation').replaceAll(' ', '');
  const [left, right] = equation.split('->') as [string, string];
  const sizes = new Map<string, number>();
  left
    .split(',')
    .forEach((labels, which) =>
      [...labels].forEach((label, axis) =>
        sizes.set(label, operands[which]?.shape[axis] as number),
      ),
    );
  const shape = [...right].map((label) => sizes.get(label) as number);
  const dense = operands.map((operand) => call.graph.dense(operand));
  return single(call.graph, 'Einsum', dense, { shape, dtype: 'float32', attributes: { equation } });
}

/** BatchMatMul, _FusedMatMul and Einsum. */
export const matmulKernels: KernelTable = {
  BatchMatMul: matMul,
  Einsum: einsum,
  _FusedMatMul: fusedMatMul,
};
