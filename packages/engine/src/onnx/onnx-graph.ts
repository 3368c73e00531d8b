import type { GraphDtype, TensorSpec } from '../tensor-spec.js';

/** Attribute of an ONNX node: a JavaScript integer becomes INT, `{ float }` FLOAT, an array INTS, text STRING. */
export type OnnxAttribute = number | string | readonly number[] | { readonly float: number };

/** One operation of an ONNX graph; inputs and outputs are value names, `''` an omitted optional input. */
export interface OnnxNode {
  readonly opType: string;
  /** Operator set: `''` is ai.onnx, `com.microsoft` holds ONNX Runtime's own operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A constant stored in the model. */
export interface OnnxInitializer extends TensorSpec<GraphDtype> {
  readonly name: string;
  readonly data: Float32Array | Int32Array | Uint8Array | BigInt64Array;
}

/** A named graph input or output. */
export interface OnnxValueInfo extends TensorSpec<GraphDtype> {
  readonly name: string;
}

/** An ONNX graph, nodes in topological order. */
export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
}
