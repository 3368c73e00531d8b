import type { OnnxAttribute } from '../onnx/onnx-graph.js';
import { broadcastShapes, type HostDtype } from '../tensor-spec.js';
import { asValue, type GraphBuilder } from '../trace/graph-builder.js';
import type { GraphValue } from '../trace/graph-value.js';

/** Settings of {@link elementwise}. */
export interface ElementwiseOptions {
  /** Of the output; default: that of the first input. */
  readonly dtype?: HostDtype;
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

/**
 * Appends an element-wise operator. Inputs are broadcast by ONNX; the output stays a lazy broadcast where all
 * inputs are, so that work is done on the smallest shapes.
 */
export function elementwise(
  graph: GraphBuilder,
  opType: string,
  inputs: readonly GraphValue[],
  { dtype = (inputs[0] as GraphValue).dtype, attributes = {} }: ElementwiseOptions = {},
): GraphValue {
  const shape = broadcastShapes(inputs.map((value) => value.shape));
  const baseShape = broadcastShapes(inputs.map((value) => value.base.shape));
  const bases = inputs.map((value) => value.base);
  const [base] = graph.node(opType, bases, [{ shape: baseShape, dtype }], { attributes });
  return { shape, dtype, base: base as GraphValue['base'] };
}

/** Scalar constant in the dtype of `like`, truncated for int32. */
export function scalarLike(graph: GraphBuilder, element: number, like: GraphValue): GraphValue {
  return asValue(graph.scalar(element, like.dtype));
}
