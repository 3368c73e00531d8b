import type { DecoderConfig } from '../config/decoder-config.js';
import type { ExpertGroup, MixtureConfig } from '../config/mixture-config.js';
import { validateMixture } from '../config/validate-mixture.js';
import { MoeError } from '../errors.js';
import { mixtureSpecs } from '../mixture/mixture-parameters.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import { initialParameters } from '../numerics/parameter-spec.js';
import { groupOfWeight } from './restrict-groups.js';

/** A model that groups can be added to. */
export interface ComposableModel {
  readonly config: { readonly decoder: DecoderConfig; readonly mixture: MixtureConfig | null };
  readonly parameters: HostParameters;
}

/**
 * The model with one more, freshly initialised expert group, last in router order; no other weight changes. Train it with
 * `trainable: ownWeights(group.name)`.
 *
 * @param seed of the new group's weights. Default 42.
 * @throws MoeError `MOE_GROUP_DUPLICATE` when the model has a group of that name; `MOE_BAD_CONFIG` for a model without a
 * mixture, and for a group that does not fit it (zero experts, rank 0, another size where groups must be equal)
 * @example
 * const grown = addGroup(checkpoint, { name: 'mysql', numExperts: 4, rank: 8, alpha: 16 });
 */
export function addGroup<M extends ComposableModel>(
  model: M,
  group: ExpertGroup,
  { seed = 42 }: { readonly seed?: number } = {},
): M {
  const mixture = grownMixture(model.config.mixture, group);
  const fresh = mixtureSpecs(model.config.decoder, mixture).filter(
    (spec) => spec.group === group.name,
  );
  return {
    ...model,
    config: { ...model.config, mixture },
    parameters: { ...model.parameters, ...initialParameters(fresh, seed) },
  };
}

/** `mixture` with one more group. @throws MoeError as {@link addGroup} */
export function grownMixture(mixture: MixtureConfig | null, group: ExpertGroup): MixtureConfig {
  if (mixture === null)
    throw new MoeError(
      'MOE_BAD_CONFIG',
      `expected a model with a mixture for group "${group.name}", got a dense base; start from a config with a mixture`,
    );
  if (mixture.groups.some(({ name }) => name === group.name))
    throw new MoeError(
      'MOE_GROUP_DUPLICATE',
      `expected a group that is not installed yet, got "${group.name}" twice; two packs have this id: install one of them, or rename one`,
    );
  const grown = { ...mixture, groups: [...mixture.groups, group] };
  validateMixture(grown);
  return grown;
}

/** Predicate for `PointerTrainerOptions.trainable`: the weights of one group and no other, so that training writes one file. */
export function ownWeights(group: string): (name: string) => boolean {
  return (name) => groupOfWeight(name) === group;
}
