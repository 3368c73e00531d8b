import type { GraphBuilder } from '../trace/graph-builder.js';
import { uniformValue, type GraphValue } from '../trace/graph-value.js';
import { broadcastShapes } from '../tensor-spec.js';
import { cast } from './casting.js';
import {
  elementwise,
  input,
  type KernelCall,
  type KernelTable,
  type KernelTranslation,
} from './kernel-translation.js';

/** An operator with the value that leaves the other side as it is, and its meaning for constants. */
interface Arithmetic {
  readonly opType: string;
  /** `x op neutral = x`. */
  readonly neutral?: number;
  readonly commutative?: boolean;
  readonly fold: (a: number, b: number) => number;
}

const ADD: Arithmetic = { opType: 'Add', neutral: 0, commutative: true, fold: (a, b) => a + b };
const SUB: Arithmetic = { opType: 'Sub', neutral: 0, fold: (a, b) => a - b };
const MUL: Arithmetic = { opType: 'Mul', neutral: 1, commutative: true, fold: (a, b) => a * b };
const DIV: Arithmetic = { opType: 'Div', neutral: 1, fold: (a, b) => a / b };

/** Applies an operator; neutral elements and constants never become nodes, because gradients are full of them. */
function apply(
  graph: GraphBuilder,
  { opType, neutral, commutative, fold }: Arithmetic,
  a: GraphValue,
  b: GraphValue,
): GraphValue {
  const shape = broadcastShapes([a.shape, b.shape]);
  const [left, right] = [uniformValue(a), uniformValue(b)];
  if (a.dtype === 'float32') {
    if (left !== undefined && right !== undefined)
      return graph.uniform(fold(left, right), { shape, dtype: a.dtype });
    if (right === neutral) return { ...a, shape };
    if (commutative === true && left === neutral) return { ...b, shape };
  }
  return elementwise(graph, opType, [a, b]);
}

const binary =
  (arithmetic: Arithmetic): KernelTranslation =>
  (call) =>
    apply(call.graph, arithmetic, input(call, 'a'), input(call, 'b'));

const plain =
  (opType: string): KernelTranslation =>
  (call) =>
    elementwise(call.graph, opType, [input(call, 'a'), input(call, 'b')]);

/** x − floor(x / y) · y, with the sign of y, as TF.js defines it. */
function floorMod(call: KernelCall): GraphValue {
  const [a, b] = [input(call, 'a'), input(call, 'b')];
  if (a.dtype === 'int32') return elementwise(call.graph, 'Mod', [a, b]);
  const quotient = elementwise(call.graph, 'Floor', [elementwise(call.graph, 'Div', [a, b])]);
  return elementwise(call.graph, 'Sub', [a, elementwise(call.graph, 'Mul', [quotient, b])]);
}

/** Quotient rounded down, int32 as on every TF.js backend. ONNX divides integers towards zero: the remainder goes first. */
function floorDiv(call: KernelCall): GraphValue {
  const { graph } = call;
  const [a, b] = [input(call, 'a'), input(call, 'b')];
  if (a.dtype === 'float32') {
    return cast(graph, elementwise(graph, 'Floor', [elementwise(graph, 'Div', [a, b])]), 'int32');
  }
  const remainder = elementwise(graph, 'Mod', [a, b]); // has the sign of b
  return elementwise(graph, 'Div', [elementwise(graph, 'Sub', [a, remainder]), b]);
}

/** Add, AddN, Sub, Multiply, RealDiv, FloorDiv, Mod, Pow, Maximum, Minimum, SquaredDifference. */
export const arithmeticKernels: KernelTable = {
  Add: binary(ADD),
  Sub: binary(SUB),
  Multiply: binary(MUL),
  RealDiv: (call) => {
    const [a, b] = [input(call, 'a'), input(call, 'b')];
    return apply(call.graph, DIV, cast(call.graph, a, 'float32'), cast(call.graph, b, 'float32'));
  },
  AddN: ({ graph, inputs }) =>
    Object.values(inputs).reduce((sum, term) => apply(graph, ADD, sum, term)),
  FloorDiv: floorDiv,
  Mod: floorMod,
  Pow: plain('Pow'),
  Maximum: plain('Max'),
  Minimum: plain('Min'),
  SquaredDifference: (call) => {
    const difference = apply(call.graph, SUB, input(call, 'a'), input(call, 'b'));
    return elementwise(call.graph, 'Mul', [difference, difference]);
  },
};
