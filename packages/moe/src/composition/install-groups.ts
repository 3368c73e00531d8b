import { unstackGroup } from '../checkpoint/group-tensors.js';
import { MoeError } from '../errors.js';
import { mixtureSpecs } from '../mixture/mixture-parameters.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import type { ParameterSpec } from '../numerics/parameter-spec.js';
import { grownMixture, type ComposableModel } from './add-group.js';
import { baseIdentity, readGroup } from './group-file.js';

/**
 * The model with the groups of more files, concatenated after its own: what a dialect pack brings. No other weight changes.
 *
 * @param files paths of group files, e.g. `groups/mysql.safetensors` of another checkpoint on the same base
 * @param base identity of the model's base; default: computed from its weights
 * @throws MoeError `MOE_GROUP_DUPLICATE` when two packs have one id, `MOE_GROUP_MISMATCH` for a group of another width or
 * with other parts, `MOE_BASE_MISMATCH` for one trained on another base, and what reading a file throws
 */
export async function installGroups<M extends ComposableModel>(
  model: M,
  files: readonly string[],
  { base = baseIdentity(model.parameters) }: { readonly base?: string } = {},
): Promise<M> {
  let installed = model;
  for (const path of files) {
    const file = await readGroup(path);
    const mixture = grownMixture(installed.config.mixture, file.group);
    const specs = mixtureSpecs(model.config.decoder, mixture).filter(
      (spec) => spec.group === file.group.name,
    );
    const weights = unstacked(specs, file.tensors, path);
    if (file.base !== base)
      throw new MoeError(
        'MOE_BASE_MISMATCH',
        `${path}: expected a group trained on base ${base.slice(0, 12)}, got one for ${file.base.slice(0, 12)}; load the checkpoint it was trained on, or train the group on this one`,
      );
    installed = {
      ...installed,
      config: { ...installed.config, mixture },
      parameters: { ...installed.parameters, ...weights },
    };
  }
  return installed;
}

/** The group's weights by name. @throws MoeError `MOE_GROUP_MISMATCH` */
function unstacked(
  specs: readonly ParameterSpec[],
  tensors: HostParameters,
  path: string,
): HostParameters {
  try {
    return unstackGroup(specs, tensors, path);
  } catch (cause) {
    if (!(cause instanceof MoeError)) throw cause;
    throw new MoeError(
      'MOE_GROUP_MISMATCH',
      `${cause.message}: it was trained for a model of another width, depth or kind of expert; use weights of this pack for this base, or train the group on it`,
      { cause },
    );
  }
}
