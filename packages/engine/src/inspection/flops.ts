import type { OnnxGraph, OnnxNode } from '../onnx/onnx-graph.js';
import { sizeOf } from '../tensor-spec.js';

/** Operators that only move, view or convert elements: no floating-point operations. */
const MOVING: ReadonlySet<string> = new Set(
  (
    'Reshape Transpose Identity Expand Concat Split Slice Gather GatherND GatherElements Cast Squeeze Unsqueeze ' +
    'Shape Tile Pad Where ScatterND ScatterElements ConstantOfShape Range OneHot Trilu NonZero Flatten'
  ).split(' '),
);

/** Operators with several operations per element of their output, counted as in a plain implementation. */
const PER_OUTPUT_ELEMENT: Readonly<Record<string, number>> = {
  Softmax: 5, // maximum, difference, exponential, sum, division
  LogSoftmax: 5,
  SimplifiedLayerNormalization: 4, // square, sum, scale by the root, scale by the weight
  SkipSimplifiedLayerNormalization: 5,
  LayerNormalization: 6,
  RotaryEmbedding: 3, // two products and a sum
  QuickGelu: 3,
  Gelu: 5,
};

/**
 * Floating-point operations of one node: 2·M·N·K for a matrix product (a multiplication and an addition each), one per
 * input element for a reduction, one per output element for element-wise operators, transcendental ones included, none
 * for what only moves data. Attention counts its two products.
 */
export function nodeFlops(node: OnnxNode, values: OnnxGraph['values']): number {
  const shape = (name: string | undefined): readonly number[] =>
    values.get(name ?? '')?.shape ?? [];
  const output = sizeOf(shape(node.outputs[0]));
  const { opType, inputs, attributes } = node;
  if (MOVING.has(opType)) return 0;
  switch (opType) {
    case 'MatMul':
    case 'FusedMatMul': {
      const inner = shape(inputs[0]).at(attributes['transA'] === 1 ? -2 : -1) ?? 1;
      return 2 * output * inner;
    }
    case 'Gemm': {
      const inner = shape(inputs[0])[attributes['transA'] === 1 ? 0 : 1] ?? 1;
      return 2 * output * inner + (inputs.length > 2 ? output : 0);
    }
    case 'MatMulNBits':
      return 2 * output * Number(attributes['K'] ?? 0);
    case 'Einsum':
      return 2 * einsumSize(String(attributes['equation']), inputs.map(shape));
    case 'GroupQueryAttention': {
      const [batch = 1, tokens = 1, width = 1] = shape(inputs[0]);
      // past + present: the second output is the present key, shape (B, heads, S, D)
      const keys = shape(node.outputs[1]).at(-2) ?? tokens;
      return 4 * batch * tokens * width * keys;
    }
  }
  if (opType.startsWith('Reduce') || opType.startsWith('Arg') || opType === 'CumSum')
    return sizeOf(shape(inputs[0]));
  return output * (PER_OUTPUT_ELEMENT[opType] ?? 1);
}

/** Number of multiplications of an Einstein sum: the product of the sizes of all labels. */
function einsumSize(equation: string, shapes: readonly (readonly number[])[]): number {
  const sizes = new Map<string, number>();
  const [left = ''] = equation.replaceAll(' ', '').split('->');
  left
    .split(',')
    .forEach((labels, which) =>
      [...labels].forEach((label, axis) => sizes.set(label, shapes[which]?.[axis] ?? 1)),
    );
  return sizeOf([...sizes.values()]);
}
