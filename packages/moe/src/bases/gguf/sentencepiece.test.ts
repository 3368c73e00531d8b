import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { GgufMetadata } from './gguf-metadata.js';
import { ggufTokenizer } from './gguf-tokenizer.js';

const read = <T>(path: string): T =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url), 'utf8')) as T;

/** A SentencePiece model of 900 pieces and what SentencePiece 0.2.1 does with it (reference/gguf). */
const golden = read<{
  readonly tokens: readonly string[];
  readonly scores: readonly number[];
  readonly types: readonly number[];
  readonly ids: readonly (readonly number[])[];
  readonly decoded: readonly string[];
}>('gguf/sentencepiece.json');

function metadata(more: Readonly<Record<string, boolean>> = {}): GgufMetadata {
  const values = {
    model: 'llama',
    ...{ tokens: golden.tokens, scores: golden.scores, token_type: golden.types },
    ...{ bos_token_id: 1, eos_token_id: 2, unknown_token_id: 0 },
    ...more,
  };
  const entries = Object.entries(values).map(
    ([key, value]) => [`tokenizer.ggml.${key}`, value] as const,
  );
  return new GgufMetadata(new Map(entries), 'tiny');
}

it('gives the tokens and texts of SentencePiece', () => {
  const tokenizer = ggufTokenizer(metadata());
  const corpus = read<string[]>('tokenizers/corpus.json');
  // special tokens that are written out become their ids here, as in llama.cpp and Python's tokenizers
  const plain = corpus
    .map((text, i) => [text, i] as const)
    .filter(([text]) => !/<\/?s>|<unk>/.test(text));
  expect(plain.length).toBeGreaterThan(100);
  for (const [text, i] of plain) {
    const ids = tokenizer.encode(text, { addSpecialTokens: false });
    expect([text, ids]).toEqual([text, golden.ids[i]]);
    expect(tokenizer.decode(ids)).toBe(golden.decoded[i]);
  }
});

it('puts the first token before a text, and no space when the file says so', () => {
  expect(ggufTokenizer(metadata()).encode('a')[0]).toBe(1);
  expect(ggufTokenizer(metadata({ add_bos_token: false })).encode('a')[0]).not.toBe(1);
  const without = ggufTokenizer(metadata({ add_space_prefix: false }));
  const ids = without.encode('SELECT', { addSpecialTokens: false });
  expect(golden.tokens[ids[0]!]).not.toMatch(/^▁/);
  expect(without.decode(ids)).toBe('SELECT');
});
