import { afterAll, describe, expect, it } from 'vitest';
import '../../testing/cpu.js';
import { fullLogProbs, tinyLanguageModel, tinyMixture } from '../../testing/tiny-language-model.js';
import { OpenGenerators } from '../../testing/text-generators.js';
import type { GenerateRequest, TextGeneratorOptions, TextModel } from './text-generator-types.js';

type TinyModel = Required<Pick<TextModel, 'config' | 'parameters'>>;

const open = new OpenGenerators();
afterAll(() => open.close());

const prompt = [1, 17, 3, 42, 8];

/** What greedy decoding by full passes gives. */
function greedyReference(
  model: TinyModel,
  {
    tokens = prompt,
    count,
    dialect,
  }: { tokens?: readonly number[]; count: number; dialect?: string },
): { tokens: number[]; logProbs: number[] } {
  const row = [...tokens];
  const logProbs: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const last = fullLogProbs(model, row, dialect === undefined ? {} : { dialect }).at(
      -1,
    ) as Float32Array;
    const best = Math.max(...last);
    logProbs.push(best);
    row.push(last.indexOf(best));
  }
  return { tokens: row.slice(tokens.length), logProbs };
}

function expectAll(got: readonly number[], want: readonly number[], tolerance: number): void {
  expect(got).toHaveLength(want.length);
  got.forEach((value, i) => expect(Math.abs(value - (want[i] as number))).toBeLessThan(tolerance));
}

describe('cached decoding equals the full forward pass', () => {
  const cases: [string, TinyModel, Partial<GenerateRequest>, TextGeneratorOptions][] = [
    ['a bare base', tinyLanguageModel(null), {}, {}],
    [
      'a tied base whose heads no fused attention takes',
      tinyLanguageModel(null, { headWidth: 6 }, { tiedEmbeddings: true }),
      {},
      {},
    ],
    [
      'a sliding window',
      tinyLanguageModel(null, { slidingWindow: { size: 4, layers: [1] } }),
      {},
      {},
    ],
    ['a mixture whose router decides', tinyLanguageModel(tinyMixture()), {}, {}],
    [
      'a mixture with the dialect named',
      tinyLanguageModel(tinyMixture()),
      { dialect: 'postgres' },
      {},
    ],
    [
      'known routing',
      tinyLanguageModel(tinyMixture()),
      { dialect: 'postgres' },
      { routing: 'known' },
    ],
    [
      'shared experts behind a router',
      tinyLanguageModel({
        ...tinyMixture(),
        expertRouters: 'per-group',
        balanceWithinGroups: true,
      }),
      { dialect: 'cypher' },
      { routing: 'known' },
    ],
    [
      'experts that are feed-forward blocks',
      tinyLanguageModel({ ...tinyMixture(), experts: 'feed-forward', numSharedExperts: 0 }),
      {},
      {},
    ],
  ];
  it.each(cases)('%s', async (_, model, request, options) => {
    const generator = await open.create(model, options);
    const { answers, promptTokens } = await generator.generate({
      tokens: prompt,
      maxNewTokens: 12,
      ...request,
    });
    const want = greedyReference(model, {
      count: 12,
      ...(request.dialect !== undefined && { dialect: request.dialect }),
    });
    expect(promptTokens).toBe(prompt.length);
    expect(answers[0]?.tokens).toEqual(want.tokens);
    expectAll(answers[0]?.logProbs ?? [], want.logProbs, 1e-4);
    expect(answers[0]?.finishReason).toBe('length');
  });

  it('a prompt of several pieces', async () => {
    const model = tinyLanguageModel(tinyMixture());
    const long = Array.from({ length: 165 }, (_, i) => (i * 7) % 61);
    const generator = await open.create(model);
    const { answers } = await generator.generate({ tokens: long, maxNewTokens: 4 });
    const want = greedyReference(model, { tokens: long, count: 4 });
    expect(answers[0]?.tokens).toEqual(want.tokens);
    expectAll(answers[0]?.logProbs ?? [], want.logProbs, 1e-4);
  });

  it.each([
    ['none', 1e-4],
    ['int8', 0.1],
  ] as const)(
    'on a backend without contrib operators, quantised: %s',
    async (quantization, tolerance) => {
      const model = tinyLanguageModel(tinyMixture());
      const answers = [];
      for (const device of ['cpu', 'tfjs'] as const) {
        const generator = await open.create(model, { device, quantization });
        const result = await generator.generate({ tokens: prompt, maxNewTokens: 6 });
        answers.push(result.answers[0]!);
      }
      const [fused, plain] = answers as [(typeof answers)[0], (typeof answers)[0]];
      expect(plain.tokens).toEqual(fused.tokens);
      expectAll(plain.logProbs, fused.logProbs, tolerance);
    },
  );
});
