import type { ExpertGroupConfig, MixtureConfig } from './mixture-config.js';
import type { PointerConfig, PointerModelConfig } from './pointer-config.js';

/** The small decoder: about 5 M parameters. */
export const nanoDecoder = {
  width: 256,
  numLayers: 6,
  numHeads: 8,
  numKvHeads: 8,
  headWidth: 32,
  ffWidth: 704,
  normEpsilon: 1e-6,
  attentionBias: false,
  ropeTheta: null,
} as const;

/** Adapters of the small model: per group 4 experts of rank 8, two shared experts, two routed experts a token. */
export function nanoMixture(groupNames: readonly string[]): MixtureConfig {
  const groups: ExpertGroupConfig[] = groupNames.map((name) => ({
    name,
    numExperts: 4,
    rank: 8,
    alpha: 16,
  }));
  return {
    lora: { rank: 8, alpha: 16, dropout: 0.05 },
    groups,
    expertsPerToken: 2,
    numSharedExperts: 2,
    dropout: 0.05,
    dialectRouter: true,
    routing: 'token',
    balanceWithinGroups: false,
  };
}

/** The small pointer model. @param groupNames dialects with an expert group; null = a dense base without adapters. */
export function nanoConfig(
  pointer: PointerConfig,
  groupNames: readonly string[] | null = null,
): PointerModelConfig {
  return {
    decoder: nanoDecoder,
    pointer,
    mixture: groupNames === null ? null : nanoMixture(groupNames),
    dropout: 0.1,
  };
}
