import { expect, it } from 'vitest';
import { initialAdapters, languageModelSpecs } from '../model/language-model-parameters.js';
import { createTextGenerator } from '../generation/create-text-generator.js';
import type { MixtureConfig } from '../../config/mixture-config.js';
import { jointLora } from '../../config/baselines.js';
import { seededRandom } from '../../numerics/random.js';
import { plainMixture, textRun, textSamples } from '../../testing/text-samples.js';
import { scoreSamples } from './score-samples.js';
import { trainLanguageModel } from './train-language-model.js';

const prefixes = [
  [100, 101, 102, 103, 104, 105, 106],
  [110, 111, 112],
];
const samples = textSamples(12).map((sample, i) => ({ ...sample, prefix: prefixes[i % 2]! }));
const mixture: MixtureConfig = { ...plainMixture, activation: 'after-prefix' };

/** Adapters none of which is zero. */
async function scoring(of: MixtureConfig = mixture) {
  const { base } = await textRun();
  const config = { ...base.config, mixture: of };
  const parameters = initialAdapters(config, 5);
  const random = seededRandom(9);
  for (const [name, { data }] of Object.entries(parameters))
    if (name.endsWith('lora_b')) data.forEach((_, i) => (data[i] = 0.4 * (random() - 0.5)));
  expect(languageModelSpecs(config).length).toBeGreaterThan(Object.keys(parameters).length);
  return {
    ...{ config, parameters },
    options: { base, mixture: of, samples, maxLength: 32, endToken: 1, threads: 1, parameters },
  };
}

it('gives the loss that training begins with, and the likelihood that a generator finds', async () => {
  const { config, parameters, options } = await scoring();
  const scores = await scoreSamples({ ...options, sharedRowLength: 40 });
  const tokens = scores.reduce((sum, score) => sum + score.tokens, 0);
  const loss = scores.reduce((sum, score) => sum + score.negativeLogLikelihood, 0) / tokens;
  const { lastEntry } = await trainLanguageModel({
    ...options,
    ...{ totalSteps: 1, batchSize: 12, logEverySteps: 1, optimizer: { learningRate: 1e-9 } },
  });
  expect(loss).toBeCloseTo(lastEntry!.lmLoss, 5);
  expect(tokens).toBe(samples.reduce((sum, { answer }) => sum + answer.length + 1, 0));

  const generator = await createTextGenerator(
    { config, base: options.base, parameters, tokenizer: null },
    { threads: 1, quantization: 'none' },
  );
  const [sample] = samples;
  const { scores: found } = await generator.score({
    prefix: sample!.prefix,
    tokens: sample!.prompt as number[],
    continuations: [[...(sample!.answer as number[]), 1]],
  });
  await generator.dispose();
  const own = scores.find(({ id }) => id === sample!.id);
  expect(own!.negativeLogLikelihood).toBeCloseTo(-found[0]!.logProb, 3);
}, 120_000);

it('says where the dialect router sends a sample, in shared rows as in rows of one', async () => {
  const { options } = await scoring();
  const byId = (scores: Awaited<ReturnType<typeof scoreSamples>>) =>
    Object.fromEntries(scores.map(({ id, routedGroup }) => [id, routedGroup]));
  const shared = byId(await scoreSamples({ ...options, sharedRowLength: 64 }));
  expect(shared).toEqual(byId(await scoreSamples(options)));
  expect(new Set(Object.values(shared)).size).toBeGreaterThan(1);
  const without = await scoring({
    ...jointLora({ rank: 2, dropout: 0 }),
    activation: 'after-prefix',
  });
  const joint = await scoreSamples({ ...without.options, sharedRowLength: 64 });
  expect(new Set(joint.map(({ routedGroup }) => routedGroup))).toEqual(new Set([null]));
}, 120_000);
