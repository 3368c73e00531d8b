import { concat, reshape, zeros, type Tensor } from '@tensorflow/tfjs-core';
import type { PointerModelConfig } from '../pointer-config.js';
import { fullAttention, repeatHeads, decoder } from '../../decoder/forward-pass.js';
import { cacheNames } from '../../generation/cached-attention.js';
import { noDropout } from '../../numerics/dropout.js';
import type { Parameters } from '../../numerics/parameters.js';
import { inputNorm, prefixEmbedding } from '../model/input-embedding.js';
import { pointerKeys } from '../model/pointer-head.js';
import { fullAttentionBias } from '../model/relation-bias.js';

/** Inputs of `encodePrefix`, for one sample. */
export interface PrefixInputs {
  /** (1, P, Din) */
  readonly vectors: Tensor;
  /** (1, P) int32 */
  readonly types: Tensor;
  /** (1, P, F) */
  readonly flags: Tensor;
  /** (1, P) */
  readonly prefixMask: Tensor;
  /** (1, P, P) int32 */
  readonly relations: Tensor;
  /** (1, D) */
  readonly groupMask: Tensor;
}

/**
 * Runs the prefix once and returns what decoding needs: `prefix` (1, P, D) embeddings, `pointerKeys` (1, P, D), and per layer
 * the tensors of `cacheNames` (H, P + slots, dh) with zeros where outputs will be written.
 */
export function encodePrefix(
  parameters: Parameters,
  config: PointerModelConfig,
  inputs: PrefixInputs,
  slots: number,
): Record<string, Tensor> {
  const { numHeads, headWidth } = config.decoder;
  const prefixLength = inputs.prefixMask.shape[1] as number;
  const outputs: Record<string, Tensor> = {};
  const withRoom = (x: Tensor): Tensor =>
    concat(
      [
        reshape(repeatHeads(x, numHeads), [numHeads, prefixLength, headWidth]),
        zeros([numHeads, slots, headWidth]),
      ],
      1,
    );

  const prefix = prefixEmbedding(parameters, config, inputs, noDropout);
  const attend = fullAttention(
    fullAttentionBias(parameters, config, { ...inputs, outputLength: 0 }),
  );
  const { hidden } = decoder(parameters, inputNorm(parameters, config, prefix), {
    config: config.decoder,
    attend(layer, q, k, v) {
      outputs[cacheNames(layer).key] = withRoom(k);
      outputs[cacheNames(layer).value] = withRoom(v);
      return attend(layer, q, k, v);
    },
    mixture:
      config.mixture === null
        ? null
        : { config: config.mixture, scope: { groupMask: inputs.groupMask, sentenceMask: null } },
    folded: true,
  });
  return { ...outputs, prefix, pointerKeys: pointerKeys(parameters, hidden) };
}
