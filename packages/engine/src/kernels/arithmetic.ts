import { broadcastShapes } from '../tensor-spec.js';
import type { GraphBuilder } from '../trace/graph-builder.js';
import { uniformValue, type GraphValue } from '../trace/graph-value.js';
import { elementwise } from './elementwise.js';
import { input, requireNumeric, type KernelTranslation } from './kernel-translation.js';

/** An operator with the value that leaves the other side as it is, and its meaning for constants. */
export interface Arithmetic {
  readonly opType: string;
  /** `x op neutral = x`. */
  readonly neutral: number;
  readonly commutative?: boolean;
  readonly fold: (a: number, b: number) => number;
}

/** a + b. */
export const ADD: Arithmetic = {
  opType: 'Add',
  neutral: 0,
  commutative: true,
  fold: (a, b) => a + b,
};
/** a − b. */
export const SUBTRACT: Arithmetic = { opType: 'Sub', neutral: 0, fold: (a, b) => a - b };
/** a · b. */
export const MULTIPLY: Arithmetic = {
  opType: 'Mul',
  neutral: 1,
  commutative: true,
  fold: (a, b) => a * b,
};
/** a / b, for float32. */
export const DIVIDE: Arithmetic = { opType: 'Div', neutral: 1, fold: (a, b) => a / b };

/** Applies an operator; neutral elements and constants never become nodes, because gradients are full of them. */
export function apply(
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

/** Kernel of a broadcasting operator on float32 and int32. */
export const arithmeticKernel =
  (arithmetic: Arithmetic): KernelTranslation =>
  (call) =>
    apply(
      call.graph,
      arithmetic,
      requireNumeric(call, input(call, 'a')),
      requireNumeric(call, input(call, 'b')),
    );
