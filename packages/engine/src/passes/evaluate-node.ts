import type { ConstantData, InlineInitializer, OnnxNode } from '../onnx/onnx-graph.js';
import { sizeOf, type GraphDtype, type TensorSpec } from '../tensor-spec.js';

const UNARY: Readonly<Record<string, (x: number) => number>> = {
  Abs: Math.abs,
  Ceil: Math.ceil,
  Cos: Math.cos,
  Exp: Math.exp,
  Floor: Math.floor,
  Log: Math.log,
  Neg: (x) => -x,
  Not: (x) => Number(x === 0),
  Reciprocal: (x) => 1 / x,
  Sin: Math.sin,
  Sqrt: Math.sqrt,
  Tanh: Math.tanh,
};

const BINARY: Readonly<Record<string, (x: number, y: number) => number>> = {
  Add: (x, y) => x + y,
  And: (x, y) => x & y,
  Div: (x, y) => x / y,
  Equal: (x, y) => Number(x === y),
  Greater: (x, y) => Number(x > y),
  GreaterOrEqual: (x, y) => Number(x >= y),
  Less: (x, y) => Number(x < y),
  LessOrEqual: (x, y) => Number(x <= y),
  Mul: (x, y) => x * y,
  Or: (x, y) => x | y,
  Pow: Math.pow,
  Sub: (x, y) => x - y,
};

/** Operators that only give the elements of their first input another shape. */
const RESHAPING: ReadonlySet<string> = new Set(['Reshape', 'Squeeze', 'Unsqueeze', 'Flatten']);

/**
 * Computes one node in JavaScript, each operation rounded to float32 as ONNX Runtime does it.
 * @param inputs - constants of float32, int32 or bool
 * @param output - shape and dtype of the node's only output
 * @returns `undefined` when the operator is not among those known here
 */
export function evaluateNode(
  { opType, domain, attributes }: OnnxNode,
  inputs: readonly InlineInitializer[],
  output: TensorSpec<GraphDtype>,
): ConstantData | undefined {
  const [x, y, z] = inputs;
  if (domain !== '' || x === undefined) return undefined;
  if (RESHAPING.has(opType)) return x.data;
  const result = arrayFor(output);
  if (result === undefined) return undefined;
  const unary = UNARY[opType];
  const binary = BINARY[opType];
  if (unary !== undefined) return fill(result, (index) => unary(element(x, index)));
  if (opType === 'Cast')
    return fill(
      result,
      castTo(output.dtype, (index) => element(x, index)),
    );
  if (opType === 'Transpose') {
    const from = transposedIndex(x.shape, attributes['perm'] as readonly number[]);
    return fill(result, (index) => element(x, from(index)));
  }
  if (y === undefined) return undefined;
  const [left, right] = [broadcast(x, output.shape), broadcast(y, output.shape)];
  if (binary !== undefined) {
    // Integers wrap around and divide towards zero in ONNX: left to ONNX Runtime.
    if (x.dtype === 'int32' && (opType === 'Div' || opType === 'Pow' || opType === 'Mul'))
      return undefined;
    return fill(result, (index) => binary(left(index), right(index)));
  }
  if (opType !== 'Where' || z === undefined) return undefined;
  const otherwise = broadcast(z, output.shape);
  return fill(result, (index) => (left(index) !== 0 ? right(index) : otherwise(index)));
}

function arrayFor({ shape, dtype }: TensorSpec<GraphDtype>) {
  const size = sizeOf(shape);
  if (dtype === 'float32') return new Float32Array(size);
  if (dtype === 'int32') return new Int32Array(size);
  return dtype === 'bool' ? new Uint8Array(size) : undefined;
}

function fill<T extends Float32Array | Int32Array | Uint8Array>(
  result: T,
  compute: (index: number) => number,
): T {
  for (let index = 0; index < result.length; index++) result[index] = compute(index);
  return result;
}

function element({ data }: InlineInitializer, index: number): number {
  return Number(data[index]);
}

function castTo(dtype: GraphDtype, value: (index: number) => number): (index: number) => number {
  return dtype === 'bool' ? (index) => Number(value(index) !== 0) : value;
}

/** Reads a constant as if it had been broadcast to a shape. */
function broadcast(constant: InlineInitializer, to: readonly number[]): (index: number) => number {
  if (constant.data.length === 1) return () => element(constant, 0);
  const offset = to.length - constant.shape.length;
  const strides = rowMajorStrides(constant.shape);
  return (index) => {
    let rest = index;
    let position = 0;
    for (let axis = to.length - 1; axis >= offset; axis--) {
      const dim = to[axis] as number;
      if (constant.shape[axis - offset] !== 1)
        position += (rest % dim) * (strides[axis - offset] as number);
      rest = Math.floor(rest / dim);
    }
    return element(constant, position);
  };
}

function transposedIndex(
  shape: readonly number[],
  perm: readonly number[],
): (index: number) => number {
  const strides = rowMajorStrides(shape);
  return (index) => {
    let rest = index;
    let position = 0;
    for (const axis of perm.toReversed()) {
      const dim = shape[axis] as number;
      position += (rest % dim) * (strides[axis] as number);
      rest = Math.floor(rest / dim);
    }
    return position;
  };
}

function rowMajorStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--)
    strides[axis] = (strides[axis + 1] as number) * (shape[axis + 1] as number);
  return strides;
}
