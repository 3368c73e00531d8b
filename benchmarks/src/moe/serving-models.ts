import { momqMixture, restrictGroups, type HostParameters } from '@momq/moe';
import type { Base } from '@momq/moe/bases';
import {
  createTextGenerator,
  initialAdapters,
  type LanguageModelConfig,
  type TextGenerator,
} from '@momq/moe/text';
import { quantizedFolder } from './random-base.js';

/** Six dialects. */
export const dialects = ['sqlite', 'postgres', 'mysql', 'duckdb', 'cypher', 'ngql'] as const;

/** Sizes of the adapters: MoMQ with four experts a dialect. */
export const adapterSize = { rank: 8, expertsPerGroup: 4 } as const;

/** A base with adapters. */
export interface ServedModel {
  readonly config: LanguageModelConfig;
  readonly parameters: HostParameters;
}

/** MoMQ adapters of the dialects on a base; no weight is zero. */
export function adaptedModel(base: Base, names: readonly string[]): ServedModel {
  const config = {
    ...base.config,
    mixture: momqMixture({ ...adapterSize, dialects: names }),
  };
  const parameters = initialAdapters(config);
  for (const [name, { data }] of Object.entries(parameters))
    if (name.endsWith('lora_b')) data.forEach((_, i) => (data[i] = 0.005 * Math.sin(i)));
  return { config, parameters };
}

/** The model with only one dialect's experts. */
export function oneDialect(model: ServedModel, name: string): ServedModel {
  return restrictGroups(model, [name]);
}

/** A generator of the bare base, or of a model on it, with 4-bit weights. */
export function serve(
  base: Base,
  model: ServedModel | null,
  options: { readonly routing?: 'soft' | 'known'; readonly maxBatch?: number } = {},
): Promise<TextGenerator> {
  const { config, parameters } = model ?? { config: base.config, parameters: {} };
  return createTextGenerator(
    { config, parameters, base, tokenizer: null },
    { quantization: 'int4', cacheFolder: quantizedFolder, contextLength: 256, ...options },
  );
}
