import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from './create-tokenizer.js';
import { loadTokenizer } from './load-tokenizer.js';

const python = process.env['MOMQ_PYTHON'];
const goldens = fileURLToPath(new URL('../../fixtures/tokenizers', import.meta.url));
const styles = ['qwen2', 'llama3', 'deepseek', 'gpt2', 'llama2', 'mistral', 'metaspace-split'];

interface Golden {
  readonly plain: readonly (readonly number[])[];
  readonly special: readonly (readonly number[])[];
  readonly noise: readonly (readonly number[])[];
  readonly decoded: readonly string[];
  readonly decodedWithoutSpecial: readonly string[];
}

function readJson<T>(folder: string, name: string): T {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
}

function compare(folder: string, style: string): void {
  const tokenizer = createTokenizer(readJson(folder, `${style}.tokenizer.json`), style);
  const golden = readJson<Golden>(folder, `${style}.golden.json`);
  const texts = readJson<string[]>(folder, 'corpus.json');
  texts.forEach((text, i) => {
    expect(tokenizer.encode(text, { addSpecialTokens: false }), text).toEqual(golden.plain[i]);
    expect(tokenizer.encode(text), text).toEqual(golden.special[i]);
  });
  [...golden.special, ...golden.noise].forEach((ids, i) => {
    expect(tokenizer.decode(ids, { skipSpecialTokens: false })).toBe(golden.decoded[i]);
    expect(tokenizer.decode(ids)).toBe(golden.decodedWithoutSpecial[i]);
  });
}

describe("output equals that of Python's tokenizers", () => {
  it.each(styles)('%s', (style) => compare(goldens, style));

  it('holds a corpus with every script, and the keywords of the dialect packs', () => {
    const corpus = readJson<string[]>(goldens, 'corpus.json').join('\n');
    for (const script of ['Han', 'Arabic', 'Hebrew', 'Devanagari', 'Thai', 'Cyrillic', 'Hangul'])
      expect(corpus).toMatch(new RegExp(`\\p{Script=${script}}{3}`, 'u'));
    for (const word of ['AUTOINCREMENT', 'TABLESAMPLE', 'UNWIND', 'unwind', '👩‍👩‍👧‍👦'])
      expect(corpus).toContain(word);
  });

  it.skipIf(python === undefined)(
    'on 1,500 random texts of today (needs MOMQ_PYTHON, a Python with reference/bases/requirements.txt)',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'momq-tokenizers-'));
      const script = fileURLToPath(
        new URL('../../../../reference/bases/make_tokenizer_goldens.py', import.meta.url),
      );
      const seed = String(Math.floor(Math.random() * 1e6));
      try {
        await promisify(execFile)(python as string, [
          ...[script, '--seed', seed, '--random', '1500', '--out', folder],
        ]);
        for (const style of styles) compare(folder, style);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  );
});

type Json = Record<string, unknown>;
const qwen2 = (change: Json): Json => ({
  ...readJson<Json>(goldens, 'qwen2.tokenizer.json'),
  ...change,
});
const unsupported = (text: string): object =>
  expect.objectContaining({
    code: 'MOE_TOKENIZER_UNSUPPORTED',
    message: expect.stringContaining(text) as string,
  }) as object;

it.each<[string, Json, string]>([
  ['another model', { model: { type: 'Unigram', vocab: [] } }, 'BPE'],
  ['dropout', { model: { type: 'BPE', dropout: 0.1, vocab: {}, merges: [] } }, 'dropout'],
  ['an unknown normalizer', { normalizer: { type: 'Lowercase' } }, 'Lowercase'],
  [
    'an unknown pre-tokenizer in a chain',
    { pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'UnicodeScripts' }] } },
    'UnicodeScripts',
  ],
  [
    'a way to split that the library ignores',
    {
      pre_tokenizer: {
        type: 'Split',
        pattern: { String: ' ' },
        behavior: 'MergedWithNext',
        invert: false,
      },
    },
    'MergedWithNext',
  ],
  [
    'a prefix space',
    { pre_tokenizer: { type: 'ByteLevel', add_prefix_space: true } },
    'add_prefix_space',
  ],
  [
    'a pattern that JavaScript lacks',
    {
      pre_tokenizer: {
        type: 'Split',
        pattern: { Regex: '(?<a>x)\\g<a>' },
        behavior: 'Isolated',
        invert: false,
      },
    },
    'JavaScript',
  ],
  ['an unknown decoder', { decoder: { type: 'CTC' } }, 'CTC'],
  ['no object', { model: null }, 'model'],
  [
    'whole-word added tokens',
    { added_tokens: [{ id: 0, content: 'x', single_word: true }] },
    'single_word',
  ],
])('refuses %s', (_, change, text) => {
  expect(() => createTokenizer(qwen2(change), 'tokenizer.json')).toThrow(unsupported(text));
});

it('refuses more tokens than the model has, half characters, and ids that do not exist', () => {
  const tokenizer = createTokenizer(qwen2({}), 'tokenizer.json', 700);
  expect(() => createTokenizer(qwen2({}), 'tokenizer.json', 600)).toThrow(unsupported('600'));
  const badInput = expect.objectContaining({ code: 'MOE_BAD_INPUT' }) as object;
  expect(() => tokenizer.encode('\ud83d')).toThrow(badInput);
  for (const id of [-1, 700, 1.5, NaN]) expect(() => tokenizer.decode([id])).toThrow(badInput);
  expect(tokenizer.decode([])).toBe('');
  expect(tokenizer.decode([699])).toBe('');
  const end = tokenizer.idOf('<|endoftext|>')!;
  expect(tokenizer.tokenOf(end)).toBe('<|endoftext|>');
  expect(tokenizer.idOf('no such token')).toBeNull();
  expect(tokenizer.tokenOf(699)).toBeNull();
});

it('says which file is missing or damaged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'momq-tokenizers-'));
  try {
    await expect(loadTokenizer(folder, 700)).rejects.toThrow(
      expect.objectContaining({ code: 'MOE_BASE_MISSING' }),
    );
    await writeFile(join(folder, 'tokenizer.json'), '{');
    await expect(loadTokenizer(folder, 700)).rejects.toThrow(unsupported('JSON'));
  } finally {
    await rm(folder, { recursive: true });
  }
});
