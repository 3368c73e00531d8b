import { afterAll, describe, expect, it } from 'vitest';
import '../../../testing/cpu.js';
import {
  fullLogProbs,
  tinyLanguageModel,
  tinyMixture,
} from '../../../testing/tiny-language-model.js';
import { OpenGenerators } from '../../../testing/text-generators.js';

const open = new OpenGenerators();
afterAll(() => open.close());

const prompt = Array.from({ length: 37 }, (_, i) => (i * 7 + 3) % 61);
/** Some begin alike, one is part of another, one stands twice, one is a single token. */
const continuations = [
  [5, 9, 30, 2],
  [5, 9, 31],
  [5, 9],
  [44],
  [5, 9, 30, 2],
  // several passes: two trees, and a path that is longer than one
  Array.from({ length: 50 }, (_, i) => (i * 5) % 61),
  Array.from({ length: 45 }, (_, i) => (i * 5 + Number(i > 20)) % 61),
  Array.from({ length: 140 }, (_, i) => (i * 11 + 2) % 61),
];

describe('scores of continuations equal the full forward pass over each', () => {
  const bare = tinyLanguageModel(null);
  const mixture = tinyLanguageModel(tinyMixture());
  const cases = [
    ['a bare base', bare, undefined, {}],
    [
      'a sliding window',
      tinyLanguageModel(null, { slidingWindow: { size: 4, layers: [1] } }),
      undefined,
      {},
    ],
    ['routers that decide', mixture, undefined, {}],
    ['a dialect that is known', mixture, 'postgres', { routing: 'known' as const }],
  ] as const;
  it.each(cases)('%s', async (_, model, dialect, options) => {
    const generator = await open.create(model, options);
    const named = dialect === undefined ? {} : { dialect };
    const { scores, promptTokens } = await generator.score({
      tokens: prompt,
      continuations,
      ...named,
    });
    expect(promptTokens).toBe(prompt.length);
    expect(scores.map(({ tokens }) => tokens)).toEqual(continuations);
    scores.forEach(({ tokens, logProbs, logProb, meanLogProb }) => {
      const full = fullLogProbs(model, [...prompt, ...tokens], named);
      const want = tokens.map((token, i) => full[prompt.length - 1 + i]?.[token] as number);
      expect(logProbs).toHaveLength(want.length);
      logProbs.forEach((value, i) => expect(value).toBeCloseTo(want[i] as number, 4));
      expect(logProb).toBeCloseTo(
        want.reduce((sum, each) => sum + each),
        3,
      );
      expect(meanLogProb).toBeCloseTo(logProb / tokens.length, 10);
    });
  });
});

it('refuses what it cannot score', async () => {
  const generator = await open.create(tinyLanguageModel(null), { contextLength: 40 });
  const score = (more: readonly (readonly number[])[]) =>
    generator.score({ tokens: prompt, continuations: more });
  await expect(score([])).rejects.toMatchObject({ code: 'MOE_BAD_INPUT' });
  await expect(score([[1], []])).rejects.toThrow('continuation 1');
  await expect(score([[61]])).rejects.toMatchObject({ code: 'MOE_BAD_INPUT' });
  await expect(score([[1, 2, 3, 4]])).rejects.toMatchObject({ code: 'MOE_PROMPT_TOO_LONG' });
  const signal = AbortSignal.abort();
  await expect(
    generator.score({ tokens: prompt, continuations: [[1]], signal }),
  ).rejects.toMatchObject({
    code: 'MOE_ABORTED',
  });
});
