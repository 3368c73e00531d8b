import { gatherNBits, matMulNBits, type QuantizedWeight } from '@momq/engine/ops';
import type { Tensor } from '@tensorflow/tfjs-core';
import { linear } from './linear.js';
import { optionalParameter, parameter, type Parameters } from './parameters.js';

/** Neighbouring weights of a row that share a scale: 4.5 bits a weight with 4 bits. Blocks of 32 take 1.4 × as long in batches of 16. */
export const QUANTIZED_BLOCK_SIZE = 64;

/** Names under which a quantised weight is given instead of `name`. */
export function quantizedNames(name: string): { readonly packed: string; readonly scales: string } {
  return { packed: `${name}.packed`, scales: `${name}.scales` };
}

/** The weight `name` in blocks of 4 or 8 bits, or null when it is given as it is. */
function quantizedWeight(parameters: Parameters, name: string): QuantizedWeight | null {
  const names = quantizedNames(name);
  if (!(names.packed in parameters)) return null;
  const packed = parameter(parameters, names.packed);
  const bits = ((packed.shape[2] as number) * 8) / QUANTIZED_BLOCK_SIZE === 4 ? 4 : 8;
  const scales = parameter(parameters, names.scales);
  return { packed, scales, bits, blockSize: QUANTIZED_BLOCK_SIZE };
}

/**
 * The linear layer `name` of a base: x Wᵀ (+ b). Its weights are `{name}.weight` (out, in), or for inference
 * `{name}.weight.packed` and `{name}.weight.scales` as `quantizeBlocks` makes them; and `{name}.bias` (out) if present.
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
