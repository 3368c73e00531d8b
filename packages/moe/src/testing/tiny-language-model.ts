import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { momqMixture } from '../config/baselines.js';
import type { DecoderConfig } from '../config/decoder-config.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import type { TextModel } from '../text/generation/text-generator-types.js';
import { languageModel } from '../text/model/language-model.js';
import type { LanguageModelConfig } from '../text/model/language-model-config.js';
import { languageModelSpecs } from '../text/model/language-model-parameters.js';
import { initialParameters } from '../numerics/parameter-spec.js';
import { seededRandom } from '../numerics/random.js';

/** A mixture of three dialects, small and with strong experts. */
export function tinyMixture(dialects = ['sqlite', 'postgres', 'cypher']): MixtureConfig {
  return momqMixture({ rank: 2, alpha: 8, dialects, expertsPerGroup: 3 });
}

/** A language model small enough to run eagerly in a test; no weight is zero. */
export function tinyLanguageModel(
  mixture: MixtureConfig | null,
  changes: Partial<DecoderConfig> = {},
  {
    tiedEmbeddings = false,
    vocabularySize = 61,
  }: { readonly tiedEmbeddings?: boolean; readonly vocabularySize?: number } = {},
): Required<Pick<TextModel, 'config' | 'parameters'>> {
  const config: LanguageModelConfig = {
    decoder: {
      width: 32,
      numLayers: 2,
      numHeads: 4,
      numKvHeads: 2,
      headWidth: 8,
      ffWidth: 48,
      normEpsilon: 1e-6,
      attentionBias: true,
      ropeTheta: 10_000,
      ...changes,
    },
    vocabularySize,
    tiedEmbeddings,
    maxPositions: 256,
    mixture,
  };
  const parameters = initialParameters(languageModelSpecs(config), 3);
  for (const [name, { data }] of Object.entries(parameters)) {
    const random = seededRandom(name.length + data.length);
    if (data.every((value) => value === 0))
      data.forEach((_, i) => (data[i] = 0.6 * (random() - 0.5)));
    if (/embed_tokens|lm_head/.test(name)) data.forEach((value, i) => (data[i] = 20 * value));
  }
  return { config, parameters };
}

/** Log-probabilities (V) of every position of a row, by the full forward pass on TF.js's current backend. */
export function fullLogProbs(
  { config, parameters }: Required<Pick<TextModel, 'config' | 'parameters'>>,
  tokens: readonly number[],
  { dialect, folded = false }: { readonly dialect?: string; readonly folded?: boolean } = {},
): Float32Array[] {
  return tidy(() => {
    const weights: Record<string, Tensor> = Object.fromEntries(
      Object.entries(parameters).map(([name, { data, shape }]) => [name, tensor(data, [...shape])]),
    );
    const groups = config.mixture?.groups.map(({ name }) => name) ?? [];
    const mask = groups.map((name) => Number(dialect === undefined || name === dialect));
    const { logits } = languageModel(
      weights,
      config,
      {
        tokens: tensor([...tokens], [1, tokens.length], 'int32'),
        ...(groups.length > 0 && { groupMask: tensor(mask, [1, groups.length]) }),
      },
      { folded },
    );
    const all = logits.dataSync<'float32'>();
    const width = config.vocabularySize;
    return tokens.map((_, position) => {
      const row = all.slice(position * width, (position + 1) * width);
      const best = Math.max(...row);
      const total = best + Math.log(row.reduce((sum, each) => sum + Math.exp(each - best), 0));
      return row.map((each) => each - total);
    });
  });
}
