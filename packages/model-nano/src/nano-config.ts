import type { DialectPack } from '@momq/dialect';
import { nanoConfig as smallConfig, nanoMixture as smallMixture } from '@momq/moe';
import type { MixtureConfig, PointerModelConfig } from '@momq/moe';
import { positionFlags } from './prefix/position-flags.js';
import { positionTypes } from './prefix/position-types.js';
import { relationNames } from './prefix/relation-ids.js';

/** The small mixture of `@momq/moe` with the expert groups that `packs` describe. */
export function nanoMixture(
  packs: readonly Pick<DialectPack, 'id' | 'expertGroup'>[],
): MixtureConfig {
  const groups = packs.map(({ id, expertGroup }) => ({
    name: id,
    numExperts: expertGroup.experts,
    rank: expertGroup.rank,
    alpha: expertGroup.alpha,
  }));
  return { ...smallMixture([]), groups };
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
  return { ...smallConfig(pointer), mixture: options.mixture };
}
