import type { DialectPack } from '@momq/core/dialect';
import type { DecoderConfig, MixtureConfig, PointerModelConfig } from '@momq/moe';
import { positionFlags } from './prefix/position-flags.js';
import { positionTypes } from './prefix/position-types.js';
import { relationNames } from './prefix/relation-ids.js';

/** The nano decoder: 6 layers of width 256, about 5 M parameters. Order comes from relations, so there is no RoPE. */
export const nanoDecoder: DecoderConfig = {
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

/** Expert groups of `packs`; k = 2 and S = 2 as in MoMQ, ranks scaled to the width. */
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
  return {
    decoder: nanoDecoder,
    pointer: {
      // Every position reads two vectors: see buildPrefix.
      vectorWidth: 2 * options.vectorWidth,
      numTypes: positionTypes.length,
      numFlags: positionFlags.length,
      numRelations: relationNames.length,
      vocabularySize: options.vocabularySize,
      startToken: 0,
    },
    mixture: options.mixture,
    dropout: 0.1,
  };
}
