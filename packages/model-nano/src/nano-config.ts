import type { DialectPack } from '@momq/dialect';
import type { DecoderConfig, MixtureConfig } from '@momq/moe';
import type { PointerModelConfig } from '@momq/moe/pointer';
import { positionFlags } from './prefix/position-flags.js';
import { positionTypes } from './prefix/position-types.js';
import { relationNames } from './prefix/relation-ids.js';

/** The decoder: about 5 M parameters. Order comes from the relations, so it has no rotary positions. */
const nanoDecoder: DecoderConfig = {
  width: 256,
  numLayers: 6,
  numHeads: 8,
  numKvHeads: 8,
  headWidth: 32,
  ffWidth: 704,
  normEpsilon: 1e-6,
  attentionBias: false,
  ropeTheta: null,
};

/** Nano's adapters with the expert groups that `packs` describe: two shared experts, two routed experts a token. */
export function nanoMixture(
  packs: readonly Pick<DialectPack, 'id' | 'expertGroup'>[],
): MixtureConfig {
  return {
    lora: { rank: 8, alpha: 16, dropout: 0.05 },
    groups: packs.map(({ id, expertGroup }) => ({
      name: id,
      numExperts: expertGroup.experts,
      rank: expertGroup.rank,
      alpha: expertGroup.alpha,
    })),
    expertsPerToken: 2,
    numSharedExperts: 2,
    dropout: 0.05,
    dialectRouter: true,
    routing: 'token',
    balanceWithinGroups: false,
  };
}

/** A nano model over `vectorWidth`-wide text vectors and `vocabularySize` keyword tokens; dense without `mixture`. */
export function nanoConfig(options: {
  readonly vectorWidth: number;
  readonly vocabularySize: number;
  readonly mixture: MixtureConfig | null;
}): PointerModelConfig {
  const pointer = {
    // Every position reads two vectors: see buildPrefix.
    vectorWidth: 2 * options.vectorWidth,
    numTypes: positionTypes.length,
    numFlags: positionFlags.length,
    numRelations: relationNames.length,
    vocabularySize: options.vocabularySize,
    startToken: 0,
  };
  return { decoder: nanoDecoder, pointer, mixture: options.mixture, dropout: 0.1 };
}
