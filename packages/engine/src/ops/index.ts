/**
 * Operations beyond those of TF.js, each one node of ONNX Runtime or a few, with a plain TF.js fallback and a gradient;
 * and `defineOp`, which makes more of them. Importing this module registers the TF.js gradients.
 * @module
 */
import { registerGradients } from '../gradients/register-gradients.js';

registerGradients();

export { defineOp, type CustomOp, type OpDefinition, type OpGradient } from './define-op.js';
export type { KernelCall } from '../kernels/kernel-translation.js';
export { gatherNBits } from './gather-nbits.js';
export {
  groupedQueryAttention,
  type AttentionInputs,
  type AttentionOptions,
  type AttentionResult,
  type KeyValueCache,
} from './grouped-query-attention.js';
export { matMulNBits, type MatMulNBitsOptions } from './matmul-nbits.js';
export {
  quantizeBlocks,
  type QuantizedBits,
  type QuantizedBlocks,
  type QuantizedBlockSize,
  type QuantizeOptions,
} from './quantize-blocks.js';
export type { QuantizedWeight } from './quantized-weight.js';
export { randomUniform } from './random-uniform.js';
export { rmsNorm } from './rms-norm.js';
export { rotaryEmbedding, type RotaryOptions } from './rotary-embedding.js';
export {
  scaledDotProductAttention,
  type ScaledDotProductAttentionOptions,
} from './scaled-dot-product-attention.js';
export { softmaxCrossEntropyWithLogits } from './softmax-cross-entropy-with-logits.js';
export {
  softmaxCrossEntropy,
  type CrossEntropyOptions,
  type FusedCrossEntropyOptions,
} from './softmax-cross-entropy.js';
export { stopGradient } from './stop-gradient.js';
export { swiGlu } from './swi-glu.js';
