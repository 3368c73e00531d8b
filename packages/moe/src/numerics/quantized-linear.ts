import { gatherNBits, matMulNBits, type QuantizedWeight } from '@momq/engine/ops';
import type { Tensor } from '@tensorflow/tfjs-core';
import { linear } from './linear.js';
import { optionalParameter, parameter, type Parameters } from './parameters.js';

/**
 * Neighbouring weights of a row that share a scale, and with 4 bits a zero point. With 4 bits, blocks of 32 that need not be centred
 * have 0.64 of the error of blocks of 64 that are, in the attention of Qwen2.5-Coder; with 8 bits, blocks of 64 are exact enough.
 */
export const QUANTIZED_BLOCK_SIZES = { 4: 32, 8: 64 } as const;

/** Names under which a quantised weight is given instead of `name`; zero points with 4 bits only. */
export function quantizedNames(name: string): {
  readonly packed: string;
  readonly scales: string;
  readonly zeroPoints: string;
} {
  return {
    packed: `${name}.packed`,
    scales: `${name}.scales`,
    zeroPoints: `${name}.zero_points`,
  };
}

/** Bits of a matrix of a base that is stored in `bits`: the tables of the vocabulary, on which every token depends, always have 8. */
export function bitsOf(name: string, bits: 4 | 8): 4 | 8 {
  return name === 'embed_tokens.weight' || name === 'lm_head.weight' ? 8 : bits;
}

/** The weight `name` in blocks of 4 or 8 bits, or null when it is given as it is. */
function quantizedWeight(parameters: Parameters, name: string): QuantizedWeight | null {
  const names = quantizedNames(name);
  if (!(names.packed in parameters)) return null;
  const packed = parameter(parameters, names.packed);
  const scales = parameter(parameters, names.scales);
  const zeroPoints = optionalParameter(parameters, names.zeroPoints);
  const bits = packed.shape[2] === QUANTIZED_BLOCK_SIZES[4] / 2 ? 4 : 8;
  const blockSize = QUANTIZED_BLOCK_SIZES[bits];
  return { packed, scales, bits, blockSize, ...(zeroPoints !== null && { zeroPoints }) };
}

/**
 * The linear layer `name` of a base: x Wᵀ (+ b). Its weights are `{name}.weight` (out, in), or for inference
 * `{name}.weight.packed`, `.scales` and `.zero_points` as `quantizeBlocks` makes them; and `{name}.bias` (out) if present.
 * @param x (..., in)
 * @returns (..., out)
 * @throws MoeError `MOE_MISSING_PARAMETER`
 */
export function baseLinear(parameters: Parameters, name: string, x: Tensor): Tensor {
  const bias = optionalParameter(parameters, `${name}.bias`);
  const blocks = quantizedWeight(parameters, `${name}.weight`);
  if (blocks === null) return linear(x, parameter(parameters, `${name}.weight`), bias);
  return matMulNBits(x, blocks, bias === null ? {} : { bias });
}

/** Rows of the quantised table `name`, or null when it is not quantised. @param ids int32, any shape. @param width columns. @returns (..., width) */
export function quantizedRows(
  parameters: Parameters,
  name: string,
  { ids, width }: { readonly ids: Tensor; readonly width: number },
): Tensor | null {
  const blocks = quantizedWeight(parameters, name);
  return blocks === null ? null : gatherNBits(ids, blocks, width);
}
