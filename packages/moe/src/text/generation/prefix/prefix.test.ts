import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBase } from '../../../bases/load-base.js';
import '../../../testing/cpu.js';
import { OpenGenerators } from '../../../testing/text-generators.js';
import {
  fullLogProbs,
  tinyLanguageModel,
  tinyMixture,
} from '../../../testing/tiny-language-model.js';
import type { GenerateRequest, GenerationResult, TextModel } from '../text-generator-types.js';
import type { PrefixProgress } from './shared-prefix.js';

const open = new OpenGenerators();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-prefix-'));
});
afterAll(async () => {
  await open.close();
  await rm(folder, { recursive: true, force: true });
});

type TinyModel = Required<Pick<TextModel, 'config' | 'parameters'>>;
const none = { memoryBytes: 0, folder: false } as const;
const schema = Array.from({ length: 150 }, (_, i) => (i * 7 + 1) % 61);
const other = Array.from({ length: 21 }, (_, i) => (i * 13 + 5) % 61);
const question = [17, 3, 42, 8];

/** Log-probabilities of a row's tokens after the prompt, by the full forward pass. */
function expectFull(
  model: TinyModel,
  prompt: readonly number[],
  { answers }: GenerationResult,
): void {
  for (const { tokens, logProbs } of answers) {
    const full = fullLogProbs(model, [...prompt, ...tokens]);
    tokens.forEach((token, i) =>
      expect(logProbs[i]).toBeCloseTo(full[prompt.length - 1 + i]?.[token] as number, 3),
    );
  }
}

describe('a prompt in two parts equals the full forward pass', () => {
  const cases: [string, TinyModel][] = [
    ['a bare base', tinyLanguageModel(null)],
    ['a sliding window', tinyLanguageModel(null, { slidingWindow: { size: 9, layers: [1] } })],
    ['a mixture that acts everywhere', tinyLanguageModel(tinyMixture())],
  ];
  it.each(cases)('%s', async (_, model) => {
    const generator = await open.create(model);
    const request = { prefix: schema, tokens: question, maxNewTokens: 6 };
    const greedy = await generator.generate(request);
    expect(greedy.promptTokens).toBe(schema.length + question.length);
    expectFull(model, [...schema, ...question], greedy);
    const beams = await generator.generate({
      ...request,
      strategy: { kind: 'beam', beams: 3 },
      n: 3,
    });
    expectFull(model, [...schema, ...question], beams);
    const { scores } = await generator.score({
      prefix: schema,
      tokens: question,
      continuations: greedy.answers.map(({ tokens }) => tokens),
    });
    expect(scores[0]?.logProb).toBeCloseTo(greedy.answers[0]?.logProb as number, 3);
  });
});

describe('what is kept changes no bit', () => {
  const requests: GenerateRequest[] = [
    { prefix: schema, tokens: question, maxNewTokens: 8 },
    { prefix: schema, tokens: [9], maxNewTokens: 90 },
    {
      prefix: schema,
      tokens: question,
      strategy: { kind: 'beam', beams: 3 },
      n: 2,
      maxNewTokens: 5,
    },
    {
      prefix: other,
      tokens: question,
      strategy: { kind: 'sampling', seed: 4 },
      n: 3,
      maxNewTokens: 5,
    },
  ];
  it('one request after the other', async () => {
    const model = tinyLanguageModel(tinyMixture());
    const [without, kept] = [
      await open.create(model, { prefixCache: none }),
      await open.create(model),
    ];
    for (const request of [...requests, ...requests]) {
      const heard: PrefixProgress[] = [];
      const fresh = await without.generate({ ...request, onPrefix: (each) => heard.push(each) });
      expect(await kept.generate(request)).toEqual(fresh);
      expect(heard.at(0)).toEqual({ read: 0, total: request.prefix?.length });
      expect(heard.at(-1)).toEqual({ read: request.prefix?.length, total: request.prefix?.length });
    }
  });

  it('on disk, of which what is damaged or of another base is read anew', async () => {
    const base = await loadBase(
      new URL('../../../../fixtures/bases/llama3', import.meta.url).pathname,
    );
    const prefixCache = { folder: join(folder, 'kept') };
    const create = (more = {}) =>
      open.create({ config: base.config, base, tokenizer: null }, { prefixCache, ...more });
    const request = { prefix: schema.slice(0, 40), tokens: question, maxNewTokens: 5 };
    const ask = async (options = {}): Promise<[GenerationResult, boolean]> => {
      const generator = await create(options);
      let read = false;
      const result = await generator.generate({ ...request, onPrefix: () => (read = true) });
      await generator.dispose();
      return [result, read];
    };
    const [first, read] = await ask({ prefixCache: none });
    expect(read).toBe(true);
    expect(await ask()).toEqual([first, true]);
    expect(await ask()).toEqual([first, false]);
    const [name] = await readdir(prefixCache.folder);
    const path = join(prefixCache.folder, name as string);
    const whole = await readFile(path);
    await truncate(path, whole.length - 4);
    expect(await ask()).toEqual([first, true]);
    expect(await readFile(path)).toEqual(whole);
    await writeFile(
      path,
      whole.map((byte, i) => (i === whole.length - 3 ? byte ^ 1 : byte)),
    );
    expect(await ask()).toEqual([first, true]);
    await writeFile(path, Buffer.concat([Buffer.from('momq-prefix 0'), whole.subarray(13)]));
    expect(await ask()).toEqual([first, true]);
    expect(await ask()).toEqual([first, false]);
    const [, int8] = await ask({ quantization: 'int8', cacheFolder: folder });
    expect(int8).toBe(true);
    expect(await readdir(prefixCache.folder)).toHaveLength(2);
    const { size } = await stat(path);
    await ask({ prefixCache: { ...prefixCache, diskBytes: size } });
    expect(await readdir(prefixCache.folder)).toHaveLength(2); // nothing written, nothing removed
    const small = { ...prefixCache, diskBytes: size };
    const generator = await create({ prefixCache: small });
    await generator.generate({ ...request, prefix: schema.slice(1, 41) });
    await generator.dispose();
    expect(await readdir(prefixCache.folder)).toHaveLength(1);
  });

  it('in memory alone where a request says so', async () => {
    const base = await loadBase(
      new URL('../../../../fixtures/bases/llama3', import.meta.url).pathname,
    );
    const prefixCache = { folder: join(folder, 'passing') };
    const model = { config: base.config, base, tokenizer: null };
    const generator = await open.create(model, { prefixCache });
    let read = 0;
    const prompt = (first: number) => ({
      prefix: schema.slice(first, first + 40),
      keepPrefixOnDisk: false,
      tokens: question,
      onPrefix: ({ read: tokens }: PrefixProgress) => void (read += Number(tokens === 0)),
    });
    const strategy = { kind: 'beam', beams: 2 } as const;
    for (let again = 0; again < 2; again += 1) {
      await generator.generate({ ...prompt(0), maxNewTokens: 2 });
      await generator.generate({ ...prompt(1), maxNewTokens: 2, strategy });
      await generator.score({ ...prompt(2), continuations: [[1, 2]] });
    }
    expect(read).toBe(3);
    await generator.dispose();
    await expect(readdir(prefixCache.folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it('shares prefixes in a mixed batch', async () => {
  const model = tinyLanguageModel(tinyMixture());
  const generator = await open.create(model, { maxBatch: 8 });
  const requests: GenerateRequest[] = Array.from({ length: 7 }, (_, i) => ({
    ...(i % 3 < 2 && { prefix: i % 3 === 0 ? schema : other }),
    tokens: [...question, i],
    maxNewTokens: 3 + i,
    dialect: ['sqlite', 'postgres', 'cypher'][i % 2] as string,
    ...(i === 4 && { strategy: { kind: 'beam', beams: 2 } as const }),
  }));
  let read = 0;
  const alone: GenerationResult[] = [];
  const onPrefix = ({ read: tokens }: PrefixProgress): void => void (read += Number(tokens === 0));
  for (const request of requests) alone.push(await generator.generate({ ...request, onPrefix }));
  expect(read).toBe(4); // two prefixes, and the mixture acts on them: for two dialects
  const together = await Promise.all(requests.map((request) => generator.generate(request)));
  together.forEach(({ answers }, i) => {
    expect(answers.map(({ tokens }) => tokens)).toEqual(
      alone[i]?.answers.map(({ tokens }) => tokens),
    );
    expect(answers[0]?.logProb).toBeCloseTo(alone[i]?.answers[0]?.logProb as number, 3);
  });
});
