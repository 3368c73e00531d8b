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

/** Elements of a constant, row-major; float16 and bfloat16 as their bits in a `Uint16Array`. */
export type ConstantData =
  Float32Array | Int32Array | Uint8Array | Int8Array | Uint16Array | BigInt64Array;

/** Where the bytes of a constant lie, when they are not part of the model. */
export interface ExternalData {
  /** Absolute path of the file. */
  readonly file: string;
  /** First byte in the file. */
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

/** A constant stored in the model. */
export interface InlineInitializer extends TensorSpec<GraphDtype> {
  readonly name: string;
  readonly data: ConstantData;
  readonly external?: undefined;
}

/** A constant stored in a file beside the model, which ONNX Runtime maps into memory. */
export interface ExternalInitializer extends TensorSpec<GraphDtype> {
  readonly name: string;
  readonly data?: undefined;
  readonly external: ExternalData;
}

/** A constant of a graph. */
export type OnnxInitializer = InlineInitializer | ExternalInitializer;

/** A named graph input or output. */
export interface OnnxValueInfo extends TensorSpec<GraphDtype> {
  readonly name: string;
  /** Axes as they are declared, where some have a name instead of a length. Default: `shape`. */
  readonly dims?: readonly (number | string)[];
}

/** An ONNX graph, nodes in topological order. */
export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
  /** Shape and dtype of every value: inputs, initializers, and the outputs of all nodes. */
  readonly values: ReadonlyMap<string, TensorSpec<GraphDtype>>;
}
