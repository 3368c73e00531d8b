import { relative, sep } from 'node:path';
import type { GraphDtype } from '../tensor-spec.js';
import type {
  OnnxAttribute,
  OnnxGraph,
  OnnxInitializer,
  OnnxNode,
  OnnxValueInfo,
} from './onnx-graph.js';
import { ProtobufWriter } from './protobuf-writer.js';

/** Version of the ai.onnx operator set that the kernels target. */
export const OPSET_VERSION = 20;
const IR_VERSION = 9;

/** Numbers of `TensorProto.DataType`. */
const dataType: Record<GraphDtype, number> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  bfloat16: 16,
};

/**
 * Number of `TensorProto.DataType` that stands for a dtype, as the attribute `to` of `Cast` wants it.
 */
export function onnxDataType(dtype: GraphDtype): number {
  return dataType[dtype];
}

/** Settings of {@link encodeModel}. */
export interface EncodeOptions {
  /**
   * Folder to which the places of external constants are written as relative paths: the session option
   * `session.model_external_initializers_file_folder_path`. Default: the root folder.
   */
  readonly externalFolder?: string;
}

/**
 * Encodes a graph as a serialised `ModelProto`; external constants become references to their files.
 * Field numbers: https://github.com/onnx/onnx/blob/v1.16.0/onnx/onnx.proto
 */
export function encodeModel(
  graph: OnnxGraph,
  { externalFolder = '/' }: EncodeOptions = {},
): Uint8Array {
  const message = new ProtobufWriter();
  for (const node of graph.nodes) message.message(1, encodeNode(node));
  message.string(2, graph.name);
  for (const initializer of graph.initializers)
    message.message(5, encodeTensor(initializer, externalFolder));
  for (const input of graph.inputs) message.message(11, encodeValueInfo(input));
  for (const output of graph.outputs) message.message(12, encodeValueInfo(output));
  return new ProtobufWriter()
    .integer(1, IR_VERSION)
    .string(2, '@momq/engine')
    .message(7, message)
    .message(8, new ProtobufWriter().string(1, '').integer(2, OPSET_VERSION))
    .message(8, new ProtobufWriter().string(1, 'com.microsoft').integer(2, 1))
    .finish();
}

function encodeNode(node: OnnxNode): ProtobufWriter {
  const message = new ProtobufWriter();
  for (const input of node.inputs) message.string(1, input);
  for (const output of node.outputs) message.string(2, output);
  message.string(4, node.opType);
  for (const [name, value] of Object.entries(node.attributes))
    message.message(5, encodeAttribute(name, value));
  if (node.domain !== '') message.string(7, node.domain);
  return message;
}

function encodeAttribute(name: string, value: OnnxAttribute): ProtobufWriter {
  const message = new ProtobufWriter().string(1, name);
  if (typeof value === 'number') return message.integer(3, value).integer(20, 2);
  if (typeof value === 'string') return message.string(4, value).integer(20, 3);
  if ('float' in value) return message.float(2, value.float).integer(20, 1);
  for (const element of value) message.integer(8, element);
  return message.integer(20, 7);
}

function encodeTensor(tensor: OnnxInitializer, externalFolder: string): ProtobufWriter {
  const message = new ProtobufWriter()
    .integers(1, tensor.shape)
    .integer(2, dataType[tensor.dtype])
    .string(8, tensor.name);
  if (tensor.external === undefined) {
    const { buffer, byteOffset, byteLength } = tensor.data;
    return message.bytes(9, new Uint8Array(buffer, byteOffset, byteLength));
  }
  const { file, offset, length } = tensor.external;
  const location = relative(externalFolder, file).replaceAll(sep, '/');
  for (const [key, value] of Object.entries({ location, offset, length }))
    message.message(13, new ProtobufWriter().string(1, key).string(2, String(value)));
  return message.integer(14, 1); // TensorProto.DataLocation EXTERNAL
}

function encodeValueInfo(value: OnnxValueInfo): ProtobufWriter {
  const shape = new ProtobufWriter();
  for (const dim of value.dims ?? value.shape) {
    const dimension = new ProtobufWriter();
    shape.message(
      1,
      typeof dim === 'string' ? dimension.string(2, dim) : dimension.integer(1, dim),
    );
  }
  const tensorType = new ProtobufWriter().integer(1, dataType[value.dtype]).message(2, shape);
  return new ProtobufWriter()
    .string(1, value.name)
    .message(2, new ProtobufWriter().message(1, tensorType));
}
