import { baseGoldensFolder } from './base-goldens.js';
import { loadBase } from '../bases/load-base.js';
import type { Base } from '../bases/base.js';
import { momqMixture } from '../config/baselines.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import { seededRandom } from '../numerics/random.js';
import type { LanguageModelTrainerOptions } from '../text/training/text-trainer-options.js';
import type { TrainingSample } from '../text/training/training-sample.js';

/** Dialects of `textSamples`. */
export const textDialects = ['sqlite', 'cypher', 'ngql'];

/** A mixture of four experts for each dialect. */
export const textMixture: MixtureConfig = momqMixture({
  rank: 2,
  dropout: 0.1,
  dialects: textDialects,
  expertsPerGroup: 4,
});

/** `textMixture` without dropout. */
export const plainMixture: MixtureConfig = momqMixture({
  rank: 2,
  dropout: 0,
  dialects: textDialects,
  expertsPerGroup: 4,
});

/** The tiny random Qwen2 base of the fixtures: 128 tokens, width 32, two layers. */
export function tinyBase(): Promise<Base> {
  return loadBase(`${baseGoldensFolder}/qwen2-sharded`);
}

/** Samples whose prompt starts with a token of the dialect and whose answer repeats the prompt in the dialect's order. */
export function textSamples(count: number, seed = 1): TrainingSample[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const dialect = i % textDialects.length;
    const words = Array.from(
      { length: 2 + Math.floor(random() * 6) },
      () => 10 + Math.floor(random() * 20),
    );
    return {
      id: `sample-${i}`,
      dialect: textDialects[dialect]!,
      prompt: [3 + dialect, ...words],
      answer: words.map((word) => word + 30 * dialect),
    };
  });
}

/** A short run on the tiny base, on one thread. */
export async function textRun(): Promise<
  LanguageModelTrainerOptions & { readonly totalSteps: number }
> {
  return {
    base: await tinyBase(),
    mixture: plainMixture,
    samples: textSamples(24),
    totalSteps: 3,
    batchSize: 4,
    maxLength: 32,
    endToken: 1,
    logEverySteps: 1,
    optimizer: { learningRate: 1e-2 },
    threads: 1,
  };
}
