import { tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadBase } from '../../../bases/load-base.js';
import { jointLora } from '../../../config/baselines.js';
import { attention, HIDDEN, repeatHeads, type Attend } from '../../../decoder/forward-pass.js';
import { baseGoldensFolder } from '../../../testing/base-goldens.js';
import '../../../testing/cpu.js';
import { OpenGenerators } from '../../../testing/text-generators.js';
import { tinyLanguageModel, tinyMixture } from '../../../testing/tiny-language-model.js';
import { initialAdapters } from '../../model/language-model-parameters.js';
import { languageModel } from '../../model/language-model.js';
import type { TextModel } from '../text-generator-types.js';

const open = new OpenGenerators();
afterAll(() => open.close());

type TinyModel = Required<Pick<TextModel, 'config' | 'parameters'>>;
const prefix = Array.from({ length: 43 }, (_, i) => (i * 7 + 1) % 61);
const question = [17, 3, 42, 8];

/** Log-probabilities of the tokens after the prompt, where the bare base reads the prefix and the adapted one goes on from its keys and values. */
function reference(
  { config, parameters }: TinyModel,
  answer: readonly number[],
  dialect: string,
): number[] {
  return tidy(() => {
    const weights: Record<string, Tensor> = Object.fromEntries(
      Object.entries(parameters).map(([name, { data, shape }]) => [name, tensor(data, [...shape])]),
    );
    const ids = (tokens: readonly number[]): Tensor =>
      tensor([...tokens], [1, tokens.length], 'int32');
    const causal = (length: number): Tensor =>
      tensor(
        Array.from({ length: length ** 2 }, (_, i) =>
          i % length > Math.floor(i / length) ? HIDDEN : 0,
        ),
        [1, length, length],
      );
    const kept: { keys: Tensor; values: Tensor; bias: null }[] = [];
    const over =
      (length: number, past: typeof kept): Attend =>
      (layer, q, k, v) => {
        const heads = q.shape[0] as number;
        const own = { keys: repeatHeads(k, heads), values: repeatHeads(v, heads) };
        if (past.length <= layer) kept.push({ ...own, bias: null });
        const before = past.length > layer && past !== kept ? [past[layer]!] : [];
        return attention(q, [...before, { ...own, bias: causal(length) }]);
      };
    const bare = { ...config, mixture: null };
    languageModel(weights, bare, { tokens: ids(prefix) }, { attend: over(prefix.length, kept) });
    const rest = [...question, ...answer];
    const positions = ids(rest.map((_, i) => prefix.length + i));
    const groups = config.mixture?.groups.map(({ name }) => Number(name === dialect)) ?? [];
    const { logits } = languageModel(
      weights,
      config,
      { tokens: ids(rest), positions, groupMask: tensor(groups, [1, groups.length]) },
      { attend: over(rest.length, [...kept]) },
    );
    const all = logits.dataSync<'float32'>();
    const width = config.vocabularySize;
    return answer.map((token, i) => {
      const row = all.slice((question.length - 1 + i) * width, (question.length + i) * width);
      return (row[token] as number) - Math.log(row.reduce((sum, each) => sum + Math.exp(each), 0));
    });
  });
}

describe('adapters that act after the prefix', () => {
  const model = tinyLanguageModel({ ...tinyMixture(), activation: 'after-prefix' });
  it.each(['soft', 'known'] as const)(
    'leave it to the bare base, which reads it once: %s',
    async (routing) => {
      const generator = await open.create(model, { routing });
      let read = 0;
      for (const dialect of ['sqlite', 'postgres']) {
        const { answers } = await generator.generate({
          prefix,
          tokens: question,
          dialect,
          maxNewTokens: 6,
          onPrefix: ({ read: tokens }) => (read += Number(tokens === 0)),
        });
        const { tokens, logProbs } = answers[0]!;
        const want = reference(model, tokens, dialect);
        logProbs.forEach((value, i) => expect(value).toBeCloseTo(want[i] as number, 3));
      }
      expect(read).toBe(1);
    },
  );

  it('act on every token of a prompt without one', async () => {
    const everywhere = tinyLanguageModel(tinyMixture());
    const request = { tokens: [...prefix, ...question], dialect: 'cypher', maxNewTokens: 4 };
    const [after, all] = [await open.create(model), await open.create(everywhere)];
    const [one, two] = [await after.generate(request), await all.generate(request)];
    expect(one.answers[0]?.tokens).toEqual(two.answers[0]?.tokens);
    expect(one.answers[0]?.logProb).toBeCloseTo(two.answers[0]?.logProb as number, 3);
  });

  it.each([
    ['soft', 'none'],
    ['known', 'none'],
    ['soft', 'int8'],
  ] as const)(
    'leave everything to the bare base where they are not wanted: %s, %s',
    async (routing, quantization) => {
      const bare = { config: { ...model.config, mixture: null }, parameters: model.parameters };
      const generator = await open.create(model, { routing, quantization });
      const base = await open.create(bare, { quantization });
      const shared = { prefix, tokens: question, maxNewTokens: 6 };
      const alone = { tokens: [...prefix, ...question], maxNewTokens: 6 };
      const wanted = [await base.generate(shared), await base.generate(alone)];
      const adapted = await generator.generate({ ...shared, dialect: 'sqlite' });
      const together = await Promise.all([
        generator.generate({ ...shared, adapters: false }),
        generator.generate({ ...shared, dialect: 'sqlite' }),
        generator.generate({ ...alone, adapters: false }),
        generator.generate({ ...shared, dialect: 'postgres' }),
        generator.generate({ ...shared, adapters: false }),
      ]);
      const tokens = together.map(({ answers }) => answers[0]!.tokens);
      const [ofShared, ofAlone] = wanted.map(({ answers }) => answers[0]!.tokens);
      expect([tokens[0], tokens[2], tokens[4]]).toEqual([ofShared, ofAlone, ofShared]);
      expect(tokens[1]).toEqual(adapted.answers[0]!.tokens);
      expect(together[0].answers[0]!.logProb).toBeCloseTo(wanted[0]!.answers[0]!.logProb, 3);
      expect(adapted.answers[0]!.logProb).not.toBeCloseTo(wanted[0]!.answers[0]!.logProb, 2);
      const { scores } = await generator.score({
        ...shared,
        adapters: false,
        continuations: [ofShared!],
      });
      expect(scores[0]!.logProb).toBeCloseTo(wanted[0]!.answers[0]!.logProb, 3);
    },
  );

  it('cannot be left out where they are part of the base, or beside a dialect', async () => {
    const [after, all] = [
      await open.create(model),
      await open.create(tinyLanguageModel(tinyMixture())),
    ];
    const request = { tokens: question, maxNewTokens: 1, adapters: false };
    await expect(all.generate(request)).rejects.toThrow(
      /expected adapters that act after a prefix/,
    );
    await expect(after.generate({ ...request, dialect: 'sqlite' })).rejects.toThrow(/got "sqlite"/);
  });

  it.each(['momq', 'joint'])(
    'in blocks of a base in its file, folded into others: %s',
    async (kind) => {
      const folder = await mkdtemp(join(tmpdir(), 'momq-after-prefix-'));
      try {
        const base = await loadBase(join(baseGoldensFolder, 'llama3'));
        const mixture = kind === 'momq' ? tinyMixture() : jointLora({ rank: 2 });
        const config = {
          ...base.config,
          mixture: { ...mixture, activation: 'after-prefix' as const },
        };
        const adapters = initialAdapters(config);
        for (const [name, { data }] of Object.entries(adapters))
          if (name.endsWith('lora_b')) data.forEach((_, i) => (data[i] = 0.3 * Math.sin(3 * i)));
        const exact = { config, parameters: { ...(await base.parameters()), ...adapters } };
        const generator = await open.create(
          { config, parameters: adapters, base, tokenizer: null },
          { quantization: 'int8', cacheFolder: folder, prefixCache: { folder: false } },
        );
        const dialect = kind === 'momq' ? { dialect: 'sqlite' } : {};
        const { answers } = await generator.generate({
          prefix,
          tokens: question,
          maxNewTokens: 6,
          ...dialect,
        });
        const { tokens, logProbs } = answers[0]!;
        const want = reference(exact, tokens, 'sqlite');
        logProbs.forEach((value, i) => expect(Math.abs(value - want[i]!)).toBeLessThan(0.1));
        expect(await readdir(folder)).toHaveLength(2);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  );
});
