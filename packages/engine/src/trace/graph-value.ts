import type { ConstantData } from '../onnx/onnx-graph.js';
import type { GraphDtype, HostDtype, TensorSpec } from '../tensor-spec.js';

/** A value that exists in the ONNX graph: an input, an initializer or the output of a node. */
export interface Operand extends TensorSpec<GraphDtype> {
  readonly name: string;
  /** The data, when it is an initializer whose data are in the model. */
  readonly data?: ConstantData;
}

/**
 * What a symbolic TF.js tensor stands for: `base` broadcast to `shape`.
 *
 * Broadcasts stay lazy, because ONNX element-wise operators broadcast by themselves: `ones([4096, 512])` is a scalar
 * until an operator needs the dense tensor. `base.shape` broadcasts to `shape`; most often both are equal.
 */
export interface GraphValue extends TensorSpec {
  readonly base: Operand & { readonly dtype: HostDtype };
}

/** The number that all elements of a value equal, if that is known while tracing; NaN counts as known. */
export function uniformValue(value: GraphValue): number | undefined {
  const { data, shape } = value.base;
  return data !== undefined && shape.length === 0 ? Number(data[0]) : undefined;
}
