/**
 * Safetensors files, read where they lie. Loads neither ONNX Runtime nor TF.js.
 * @module
 */
export { EngineError } from '../engine-error.js';
export type { ExternalConstant } from './external-constant.js';
export { openSafetensors } from './open-safetensors.js';
export type { SafetensorsCheckpoint } from './safetensors-checkpoint.js';
