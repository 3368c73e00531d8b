import { decoderSpecs } from '../../decoder/decoder-parameters.js';
import { mixtureSpecs } from '../../mixture/mixture-parameters.js';
import { initialParameters, type ParameterSpec } from '../../numerics/parameter-spec.js';
import type { HostParameters } from '../../numerics/host-tensor.js';
import type { LanguageModelConfig } from './language-model-config.js';

/** The weights of the bare base: embedding, decoder, and the head unless it is tied. Names are Hugging Face's without `model.`. */
export function baseSpecs(config: LanguageModelConfig): ParameterSpec[] {
  const { vocabularySize, tiedEmbeddings, decoder } = config;
  const shape = [vocabularySize, decoder.width];
  const init = { kind: 'normal', deviation: 0.02 } as const;
  const specs: ParameterSpec[] = [
    { name: 'embed_tokens.weight', shape, role: 'embedding', init },
    ...decoderSpecs(decoder),
  ];
  if (!tiedEmbeddings) specs.push({ name: 'lm_head.weight', shape, role: 'head', init });
  return specs;
}

/** All weights of a language model: those of `baseSpecs` and the adapters'. */
export function languageModelSpecs(config: LanguageModelConfig): ParameterSpec[] {
  const { mixture, decoder } = config;
  return [...baseSpecs(config), ...(mixture === null ? [] : mixtureSpecs(decoder, mixture))];
}

/** Random starting weights of the adapters alone, to be put beside a base's. B starts at 0, so they change nothing yet. */
export function initialAdapters(config: LanguageModelConfig, seed = 0): HostParameters {
  const { mixture, decoder } = config;
  return mixture === null ? {} : initialParameters(mixtureSpecs(decoder, mixture), seed);
}
