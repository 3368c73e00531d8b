import type { MixtureConfig } from '../config/mixture-config.js';
import type { PointerConfig, PointerModelConfig } from '../pointer/pointer-config.js';

/** A decoder of about 5 M parameters. */
export const smallDecoder = {
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

/** Per group 4 experts of rank 8, two shared experts, two routed experts a token. */
export function smallMixture(groupNames: readonly string[]): MixtureConfig {
  return {
    lora: { rank: 8, alpha: 16, dropout: 0.05 },
    groups: groupNames.map((name) => ({ name, numExperts: 4, rank: 8, alpha: 16 })),
    expertsPerToken: 2,
    numSharedExperts: 2,
    dropout: 0.05,
    dialectRouter: true,
    routing: 'token',
    balanceWithinGroups: false,
  };
}

/** A pointer model of that size. @param groupNames null = a dense base without adapters */
export function smallConfig(
  pointer: PointerConfig,
  groupNames: readonly string[] | null = null,
): PointerModelConfig {
  return {
    decoder: smallDecoder,
    pointer,
    mixture: groupNames === null ? null : smallMixture(groupNames),
    dropout: 0.1,
  };
}
