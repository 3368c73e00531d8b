import { add, div, matMul, reshape, split, type Tensor } from '@tensorflow/tfjs-core';
import type { PointerModelConfig } from '../pointer-config.js';
import { decoder } from '../../decoder/forward-pass.js';
import { cachedAttention } from '../../generation/cached-attention.js';
import { expertLayout } from '../../mixture/expert-layout.js';
import type { Routing } from '../../mixture/router.js';
import type { Parameters } from '../../numerics/parameters.js';
import { inputNorm, outputEmbedding } from '../model/input-embedding.js';
import { pointerLogits } from '../model/pointer-head.js';
import { relationBiases } from '../model/relation-bias.js';
import { beamCache } from './beam-cache.js';

/** Inputs of `decodeStep` for K beams; C = P + slots cache columns. */
export interface StepInputs {
  /** (K, 1) int32 code that each beam reads. */
  readonly codes: Tensor;
  /** (K, C) int32 relation of each beam's output to each cache column. */
  readonly relations: Tensor;
  /** (K, C) additive: 0 where the beam may look, very negative elsewhere. */
  readonly mask: Tensor;
  /** (C, K) 1 at [column, k] where beam k's key and value go. */
  readonly placement: Tensor;
  /** (1, P) */
  readonly pointable: Tensor;
  /** (K, D) */
  readonly groupMask: Tensor;
}

/**
 * One decoding step of K beams that share one cache. Beams never copy caches: each output of each beam has a column of its own,
 * and the mask lets a beam see the columns of its own ancestors only.
 * @param caches what `encodePrefix` returned, and what earlier steps returned in `state`
 * @returns logits (K, V + P), routing (K, D) weights of the groups (without groups: none), and the grown caches
 */
export function decodeStep(
  parameters: Parameters,
  config: PointerModelConfig,
  inputs: StepInputs,
  caches: Readonly<Record<string, Tensor>>,
): { outputs: Record<string, Tensor>; state: Record<string, Tensor> } {
  const { numHeads, numLayers } = config.decoder;
  const [beams, columns] = inputs.mask.shape as [number, number];
  const biases = split(relationBiases(parameters, config, inputs.relations), numLayers, 0);

  const cache = beamCache(caches, config.decoder, {
    placement: inputs.placement,
    biasOf: (layer) =>
      add(reshape(biases[layer] as Tensor, [numHeads, beams, columns]), inputs.mask),
  });

  const prefix = caches['prefix'] as Tensor;
  const x = inputNorm(
    parameters,
    config,
    outputEmbedding(parameters, config, inputs.codes, prefix),
  );
  const { hidden, routings } = decoder(parameters, x, {
    config: config.decoder,
    attend: cachedAttention(cache),
    mixture:
      config.mixture === null
        ? null
        : { config: config.mixture, scope: { groupMask: inputs.groupMask, sentenceMask: null } },
    folded: true,
  });
  // one sample of K positions, so that all beams meet the same pointer keys
  const logits = pointerLogits(
    parameters,
    config,
    reshape(hidden, [1, beams, config.decoder.width]),
    { keys: caches['pointerKeys'] as Tensor, pointable: inputs.pointable },
  );
  const outputs: Record<string, Tensor> = { logits: reshape(logits, [beams, -1]) };
  if (routings.length > 0) outputs['routing'] = groupWeights(config, routings);
  return { outputs, state: cache.state };
}

/** Fused weight of each group's acting experts, mean over layers: (K, D). */
function groupWeights(config: PointerModelConfig, routings: readonly Routing[]): Tensor {
  const layout = expertLayout(config.mixture as NonNullable<PointerModelConfig['mixture']>);
  const perLayer = routings.map(({ weights }) =>
    matMul(reshape(weights, [-1, layout.numExperts]), layout.groupToExpert(), false, true),
  );
  const [first, ...rest] = perLayer as [Tensor, ...Tensor[]];
  return div(
    rest.reduce((total, weights) => add(total, weights), first),
    perLayer.length,
  );
}
