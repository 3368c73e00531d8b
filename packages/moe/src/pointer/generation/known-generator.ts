import { restrictGroups } from '../../composition/restrict-groups.js';
import type { PointerModelConfig } from '../pointer-config.js';
import { MoeError } from '../../errors.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import type { PointerGenerator } from './beam-search-types.js';

interface PointerModel {
  readonly config: PointerModelConfig;
  readonly parameters: HostParameters;
}

/**
 * Known routing: one generator per set of named groups, made when it is first asked for, over a model that holds no other
 * group. What else is installed enters none of its graphs. Shares of the groups left out are reported as 0.
 */
export function knownGenerator(
  model: PointerModel,
  create: (restricted: PointerModel) => PointerGenerator,
): PointerGenerator {
  const generators = new Map<string, PointerGenerator>();
  const none = Object.fromEntries(
    (model.config.mixture?.groups ?? []).map(({ name }) => [name, 0]),
  );

  function generatorOf(names: readonly string[]): PointerGenerator {
    const key = names.join(',');
    const found = generators.get(key);
    if (found !== undefined) return found;
    const made = create(restrictGroups(model, names));
    generators.set(key, made);
    return made;
  }

  return {
    async beamSearch(request) {
      if (request.groups === undefined)
        throw new MoeError(
          'MOE_BAD_INPUT',
          "expected the request's groups with known routing, got none; name the dialect's group, or [] for the shared experts alone, or use routing 'soft'",
        );
      const found = await generatorOf(request.groups).beamSearch(request);
      return found.map((candidate) => ({
        ...candidate,
        routing: { ...none, ...candidate.routing },
      }));
    },
    async dispose() {
      await Promise.all([...generators.values()].map((generator) => generator.dispose()));
      generators.clear();
    },
  };
}
