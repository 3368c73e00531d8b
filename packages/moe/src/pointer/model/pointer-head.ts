import { add, concat, expandDims, matMul, mul, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { PointerModelConfig } from '../pointer-config.js';
import { linear } from '../../numerics/linear.js';
import { parameter, type Parameters } from '../../numerics/parameters.js';
import { HIDDEN } from '../../decoder/forward-pass.js';

/** What pointers are compared with: hidden W_p. @param prefixHidden (B, P, D) */
export function pointerKeys(parameters: Parameters, prefixHidden: Tensor): Tensor {
  return linear(prefixHidden, parameter(parameters, 'pointer.key_head.weight'));
}

/**
 * Logits over codes: keywords h W_k, then pointers (h W_q)(prefix W_p)ᵀ / √D where pointable.
 * @param hidden (B, T, D) of the outputs; @param keys (B, P, D) from `pointerKeys`; @param pointable (B, P)
 * @returns (B, T, V + P)
 */
export function pointerLogits(
  parameters: Parameters,
  config: PointerModelConfig,
  hidden: Tensor,
  { keys, pointable }: { keys: Tensor; pointable: Tensor },
): Tensor {
  const keywords = linear(hidden, parameter(parameters, 'pointer.keyword_head.weight'));
  const queries = linear(hidden, parameter(parameters, 'pointer.query_head.weight'));
  const scores = mul(matMul(queries, keys, false, true), 1 / Math.sqrt(config.decoder.width));
  const pointers = add(scores, expandDims(mul(sub(1, pointable), HIDDEN), 1));
  return concat([keywords, pointers], 2);
}
