/**
 * ONNX models as files: a graph as data, and its bytes. Loads neither ONNX Runtime nor TF.js.
 * @module
 */
export { encodeModel, type EncodeOptions } from './encode-model.js';
export type {
  ConstantData,
  ExternalData,
  ExternalInitializer,
  InlineInitializer,
  OnnxAttribute,
  OnnxGraph,
  OnnxInitializer,
  OnnxNode,
  OnnxValueInfo,
} from './onnx-graph.js';
