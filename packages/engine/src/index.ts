/**
 * Runs TF.js programs at native speed: `jit` traces a function of TF.js operations into one ONNX graph and runs it
 * with ONNX Runtime. Importing this module registers the TF.js gradients.
 * @module
 */
import * as tf from '@tensorflow/tfjs-core';
import { registerGradients } from './gradients/register-gradients.js';

registerGradients();

export { tf };
export { checkpoint } from './checkpoint.js';
export type { CpuFallback } from './devices/cpu-fallbacks.js';
export { describeDevices } from './devices/describe-devices.js';
export type { Device, DeviceKind, DeviceName, DeviceReport } from './devices/device.js';
export { resolveDevice } from './devices/resolve-device.js';
export type { DynamicShapes } from './dynamic/dynamic-shapes.js';
export { EngineError, type EngineErrorCode } from './engine-error.js';
export { hostTensor, type HostTensor, type StoredTensor } from './host-tensor.js';
export type { GraphReport } from './inspection/graph-report.js';
export type { OperatorTime, RunProfile } from './inspection/run-profile.js';
export { jit, type JitFunction } from './jit.js';
export type { KernelCall } from './kernels/kernel-translation.js';
export { defineOp, type CustomOp, type OpDefinition, type OpGradient } from './ops/define-op.js';
export { gatherNBits } from './ops/gather-nbits.js';
export {
  groupedQueryAttention,
  type AttentionInputs,
  type AttentionOptions,
  type AttentionResult,
  type KeyValueCache,
} from './ops/grouped-query-attention.js';
export { matMulNBits, type MatMulNBitsOptions } from './ops/matmul-nbits.js';
export {
  quantizeBlocks,
  type QuantizedBits,
  type QuantizedBlocks,
  type QuantizedBlockSize,
  type QuantizeOptions,
} from './ops/quantize-blocks.js';
export type { QuantizedWeight } from './ops/quantized-weight.js';
export { rmsNorm } from './ops/rms-norm.js';
export {
  scaledDotProductAttention,
  type ScaledDotProductAttentionOptions,
} from './ops/scaled-dot-product-attention.js';
export { rotaryEmbedding, type RotaryOptions } from './ops/rotary-embedding.js';
export { softmaxCrossEntropyWithLogits } from './ops/softmax-cross-entropy-with-logits.js';
export {
  softmaxCrossEntropy,
  type CrossEntropyOptions,
  type FusedCrossEntropyOptions,
} from './ops/softmax-cross-entropy.js';
export { swiGlu } from './ops/swi-glu.js';
export { initialLossScale, scaledValueAndGrads, type ScaledGradients } from './loss-scaling.js';
export {
  optimizerStep,
  type OptimizerInputs,
  type OptimizerOutputs,
} from './optimizers/optimizer-step.js';
export { encodeModel, type EncodeOptions } from './onnx/encode-model.js';
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
} from './onnx/onnx-graph.js';
export { randomUniform } from './random-uniform.js';
export type { ExternalConstant } from './safetensors/external-constant.js';
export { openSafetensors } from './safetensors/open-safetensors.js';
export type { SafetensorsCheckpoint } from './safetensors/safetensors-checkpoint.js';
export type { CompiledSignature } from './session/compiled-signature.js';
export type { EngineWarning } from './session/engine-warning.js';
export type { JitOptions } from './session/jit-options.js';
export type { SessionOptions } from './session/session-options.js';
export { State } from './state.js';
export { stopGradient } from './stop-gradient.js';
export type { HostDtype, StorageDtype, TensorSpec } from './tensor-spec.js';
export type { TensorRecord, TraceableFunction, TracedResult } from './trace/trace-function.js';
