import type { DecoderConfig } from '../config/decoder-config.js';
import type { ExpertGroup, MixtureConfig } from '../config/mixture-config.js';
import { validateMixture } from '../config/validate-mixture.js';
import { MoeError } from '../errors.js';
import { mixtureSpecs } from '../mixture/mixture-parameters.js';
import type { HostParameters, HostTensor } from '../numerics/host-tensor.js';
import { initialParameters, type ParameterSpec } from '../numerics/parameter-spec.js';
import { groupOfWeight, restrictMixture } from './restrict-groups.js';

/** A model that groups can be added to. */
export interface ComposableModel {
  readonly config: { readonly decoder: DecoderConfig; readonly mixture: MixtureConfig | null };
  readonly parameters: HostParameters;
}

/** How a new group begins. */
export interface GroupStart {
  /** Of freshly drawn weights. Default 42. */
  readonly seed?: number;
  /**
   * The group whose weights it begins with, a copy of them, experts and router rows: it answers as that one does until it is trained.
   * Default: none, fresh weights, which change no answer.
   */
  readonly from?: string;
}

/**
 * The model with one more expert group, last in router order; no other weight changes. Train it with
 * `trainable: ownWeights(group.name)`.
 *
 * @throws MoeError `MOE_GROUP_DUPLICATE` when the model has a group of that name; `MOE_UNKNOWN_GROUP` when it has none named `from`;
 * `MOE_BAD_CONFIG` for a model without a mixture, and for a group that does not fit it (zero experts, rank 0, another size where
 * groups must be equal, or than that of `from`)
 * @example
 * const grown = addGroup(checkpoint, { name: 'mysql', numExperts: 4, rank: 8, alpha: 16 }, { from: 'sqlite' });
 */
export function addGroup<M extends ComposableModel>(
  model: M,
  group: ExpertGroup,
  { seed = 42, from }: GroupStart = {},
): M {
  const mixture = grownMixture(model.config.mixture, group);
  const own = mixtureSpecs(model.config.decoder, mixture).filter(
    (spec) => spec.group === group.name,
  );
  const start =
    from === undefined ? initialParameters(own, seed) : copiedGroup(model, group, { own, from });
  return {
    ...model,
    config: { ...model.config, mixture },
    parameters: { ...model.parameters, ...start },
  };
}

/** The weights of the group `from` under the names of a group of the same size. */
function copiedGroup(
  { config, parameters }: ComposableModel,
  group: ExpertGroup,
  { own, from }: { readonly own: readonly ParameterSpec[]; readonly from: string },
): HostParameters {
  const [source] = restrictMixture(config.mixture as MixtureConfig, [from]).groups;
  for (const size of ['numExperts', 'rank', 'alpha'] as const)
    if (source?.[size] !== group[size])
      throw new MoeError(
        'MOE_BAD_CONFIG',
        `expected group "${group.name}" with ${size} ${source?.[size]}, as "${from}" has, whose weights it begins with, got ${group[size]}; give it that size, or start it afresh`,
      );
  return Object.fromEntries(
    own.map(({ name }) => {
      const there = name.replace(`.groups.${group.name}.`, `.groups.${from}.`);
      const tensor = parameters[there] as HostTensor;
      return [name, { ...tensor, data: tensor.data.slice() } as HostTensor];
    }),
  );
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
