/**
 * Exchange with PEFT, Hugging Face and ONNX. Loads neither TF.js nor ONNX Runtime.
 * @module
 */
export { exportPeft, type AdaptedModel, type ExportPeftOptions } from './export-peft.js';
export { importPeft, type ImportedPeft } from './import-peft.js';
export { exportDense, type ExportDenseOptions } from './export-dense.js';
export { exportOnnx, type ExportOnnxOptions } from './export-onnx.js';
export type { DenseOptions } from './dense-adapters.js';
export type { DenseModel } from './dense-weights.js';
