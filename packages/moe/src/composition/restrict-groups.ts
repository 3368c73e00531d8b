import type { MixtureConfig } from '../config/mixture-config.js';
import { MoeError } from '../errors.js';
import type { HostParameters } from '../numerics/host-tensor.js';

/** A model's adapters with what they belong to. */
export interface GroupedModel {
  readonly config: { readonly mixture: MixtureConfig | null };
  readonly parameters: HostParameters;
}

/** Group that a weight belongs to, or null: `layers.0.mlp.down_proj.groups.sqlite.lora_a` → `sqlite`. */
export function groupOfWeight(name: string): string | null {
  return /\.groups\.([^.]+)\./.exec(name)?.[1] ?? null;
}

/**
 * `mixture` with only the groups of `names`, in that order. As many experts act per token as before, or all that are left.
 * @throws MoeError `MOE_UNKNOWN_GROUP`
 */
export function restrictMixture(mixture: MixtureConfig, names: readonly string[]): MixtureConfig {
  const groups = names.map((name) => {
    const group = mixture.groups.find((candidate) => candidate.name === name);
    if (group !== undefined) return group;
    const known = mixture.groups.map((candidate) => candidate.name).join(', ') || 'none';
    throw new MoeError(
      'MOE_UNKNOWN_GROUP',
      `expected an expert group that is installed (${known}), got "${name}"; install or train that group, or leave it out`,
    );
  });
  const total = groups.reduce((sum, { numExperts }) => sum + numExperts, 0);
  const expertsPerToken =
    total === 0 ? mixture.expertsPerToken : Math.min(mixture.expertsPerToken, total);
  return { ...mixture, groups, expertsPerToken };
}

/**
 * The model with only some of its groups; weights are shared, not copied. Nothing of another group enters its graphs, so
 * its answers are the same bit for bit whatever else is installed.
 * @throws MoeError `MOE_UNKNOWN_GROUP`
 */
export function restrictGroups<M extends GroupedModel>(model: M, names: readonly string[]): M {
  const { mixture } = model.config;
  if (mixture === null) {
    if (names.length === 0) return model;
    throw new MoeError(
      'MOE_UNKNOWN_GROUP',
      `expected no group for a model without a mixture, got "${names.join(', ')}"; load a checkpoint with groups`,
    );
  }
  const parameters = Object.fromEntries(
    Object.entries(model.parameters).filter(([name]) => {
      const group = groupOfWeight(name);
      return group === null || names.includes(group);
    }),
  );
  return {
    ...model,
    config: { ...model.config, mixture: restrictMixture(mixture, names) },
    parameters,
  };
}
