import type { Base } from '../../bases/base.js';
import { checkWeights } from '../../checkpoint/check-weights.js';
import { actsAfterPrefix } from '../../config/mixture-config.js';
import type { HostParameters, HostTensor } from '../../numerics/host-tensor.js';
import type { ParameterSpec } from '../../numerics/parameter-spec.js';
import { isTrainable } from '../../training/training-phase.js';
import type { LanguageModelConfig } from '../model/language-model-config.js';
import { initialAdapters, languageModelSpecs } from '../model/language-model-parameters.js';

/** The weights of a run: adapters, and norms unless the bare base reads prefixes, whose norms they are too. */
export function trainedSpecs(config: LanguageModelConfig): ParameterSpec[] {
  const norms = config.mixture === null || !actsAfterPrefix(config.mixture);
  return languageModelSpecs(config).filter(
    (spec) => isTrainable(spec, 'experts') && (norms || spec.role !== 'norm'),
  );
}

/**
 * What the weights of a run start from: those that are given, fresh adapters, the base's norms.
 * @throws MoeError `MOE_BAD_INPUT` when given weights have other shapes
 */
export async function startingParameters(
  config: LanguageModelConfig,
  {
    base,
    parameters,
    seed,
  }: { readonly base: Base; readonly parameters?: HostParameters; readonly seed: number },
): Promise<HostParameters> {
  const specs = trainedSpecs(config);
  const names = specs.map(({ name }) => name);
  const adapters = initialAdapters(config, seed);
  const norms = await base.parameters(names.filter((name) => !(name in adapters)));
  const all = { ...adapters, ...norms, ...parameters };
  checkWeights(specs, all);
  return Object.fromEntries(names.map((name) => [name, all[name] as HostTensor]));
}
