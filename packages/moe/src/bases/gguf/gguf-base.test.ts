import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LastLogits } from '../../testing/last-logits.js';
import { llamaCppGoldens, largestDifference } from '../../testing/llama-cpp-goldens.js';
import { OpenGenerators } from '../../testing/text-generators.js';
import { createTokenizer } from '../../tokenizer/create-tokenizer.js';
import type { Base } from '../base.js';
import { loadBase } from '../load-base.js';
import { GgufFile } from './gguf-file.js';

const fixtures = fileURLToPath(new URL('../../../fixtures/', import.meta.url));
const readJson = <T>(path: string): T =>
  JSON.parse(readFileSync(join(fixtures, path), 'utf8')) as T;

const open = new OpenGenerators();
let folder: string;
const bases: Record<string, Base> = {};
const names = ['tiny-qwen2', 'tiny-llama'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'momq-gguf-'));
  for (const name of names)
    bases[name] = await loadBase(join(fixtures, 'gguf', `${name}.gguf`), {
      dequantizedFolder: join(folder, 'dequantized'),
    });
});
afterAll(async () => {
  await open.close();
  await rm(folder, { recursive: true });
});

describe.each(names)('%s', (name) => {
  it('holds the weights that gguf-py reads, to the bit', async () => {
    const file = await GgufFile.open(join(fixtures, 'gguf', `${name}.gguf`));
    const digests = readJson<Record<string, Record<string, string>>>('gguf/tiny.weights.json');
    expect([...file.tensors.keys()].sort()).toEqual(Object.keys(digests[name]!).sort());
    for (const tensor of file.tensors.values()) {
      const bytes = new Uint8Array((await file.read(tensor)).buffer);
      const digest = createHash('sha256').update(bytes).digest('hex');
      expect([tensor.name, digest]).toEqual([tensor.name, digests[name]![tensor.name]]);
    }
  });

  it('gives the log-probabilities of llama.cpp for 20 prompts, weights mapped from their files', async () => {
    const base = bases[name]!;
    const model = new LastLogits(base.config, await base.constants(), 256);
    try {
      for (const golden of llamaCppGoldens(name).prompts)
        expect(largestDifference(await model.logProbs(golden.tokens), golden)).toBeLessThan(1e-3);
    } finally {
      await model.dispose();
    }
  });

  it.each([
    ['none', 1e-5],
    ['int8', 0.15],
  ] as const)(
    'generates with quantization %s what its float32 weights give',
    async (quantization, tolerance) => {
      const base = bases[name]!;
      const { config } = base;
      const whole = { config, parameters: await base.parameters(), tokenizer: null };
      const request = { tokens: [5, 6, 7, 8, 9], maxNewTokens: 4, stop: { tokens: [] } };
      const generate = async (generator: Awaited<ReturnType<OpenGenerators['create']>>) =>
        (await generator.generate(request)).answers[0]!;
      const want = await generate(await open.create(whole));
      const got = await generate(
        await open.create(
          { config, base },
          { quantization, cacheFolder: join(folder, quantization) },
        ),
      );
      expect(got.tokens).toEqual(want.tokens);
      got.logProbs.forEach((logProb, i) =>
        expect(Math.abs(logProb - want.logProbs[i]!)).toBeLessThan(tolerance),
      );
    },
  );
});

it('has the tokenizer of the model that it was made from', async () => {
  const corpus = readJson<string[]>('tokenizers/corpus.json');
  for (const [name, style] of [
    ['tiny-qwen2', 'qwen2'],
    ['tiny-llama', 'llama3'],
  ] as const) {
    const tokenizer = await bases[name]!.tokenizer();
    const original = createTokenizer(readJson(`tokenizers/${style}.tokenizer.json`), style, 648);
    for (const text of corpus) {
      const ids = tokenizer.encode(text);
      expect(ids).toEqual(original.encode(text));
      expect(tokenizer.decode(ids)).toBe(original.decode(ids));
      expect(tokenizer.decode(ids, { skipSpecialTokens: false })).toBe(
        original.decode(ids, { skipSpecialTokens: false }),
      );
    }
  }
});

it('knows its special tokens and its chat template', () => {
  expect(bases['tiny-qwen2']).toMatchObject({ id: 'tiny-qwen2', revision: null });
  expect(bases['tiny-qwen2']!.specialTokens).toEqual({ bos: 640, eos: [642, 640], pad: null });
  expect(bases['tiny-llama']!.specialTokens).toEqual({ bos: 640, eos: [641], pad: null });
  expect(bases['tiny-llama']!.chatTemplate).toContain('message.content');
});

it('writes float32 copies once, and none of what can be mapped', async () => {
  const base = bases['tiny-llama']!;
  const { 'norm.weight': norm, 'layers.0.mlp.up_proj.weight': up } = await base.constants([
    'norm.weight',
    'layers.0.mlp.up_proj.weight',
  ]);
  expect(norm).toMatchObject({ file: expect.stringMatching(/tiny-llama\.gguf$/) as string });
  expect(up).toMatchObject({ dtype: 'float16', shape: [256, 32] });
  const first = await base.constants();
  expect(await base.constants()).toEqual(first);
  expect(await readdir(join(folder, 'dequantized'))).toHaveLength(names.length);
});
