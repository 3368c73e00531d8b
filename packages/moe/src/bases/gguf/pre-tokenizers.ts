import type { Component } from '../../tokenizer/tokenizer-json.js';

/** How a byte-level BPE cuts a text before it merges, and what goes with it. */
export interface PreTokenizer {
  readonly normalizer: Component | null;
  readonly splits: readonly Component[];
  /** Whether a piece that is a token stays whole, whatever the merges say. */
  readonly ignoresMerges: boolean;
  /** Whether a first token is put before a text when the metadata do not say. */
  readonly addsBos: boolean;
}

const CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const WORDS = '[^\\r\\n\\p{L}\\p{N}]?\\p{L}+';
const REST = ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+';
const GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

function split(pattern: string): Component {
  return { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false };
}

const plain = { normalizer: null, ignoresMerges: false, addsBos: false };

/** Digits one by one. NFC is what the model's own tokenizer does, and llama.cpp does not. */
const qwen2: PreTokenizer = {
  ...plain,
  normalizer: { type: 'NFC' },
  splits: [split(`${CONTRACTIONS}|${WORDS}|\\p{N}|${REST}`)],
};

const llama3: PreTokenizer = {
  ...plain,
  splits: [split(`${CONTRACTIONS}|${WORDS}|\\p{N}{1,3}|${REST}`)],
  ignoresMerges: true,
  addsBos: true,
};

const digitsThenGpt2: PreTokenizer = { ...plain, splits: [split('\\p{N}'), split(GPT2)] };
const gpt2: PreTokenizer = { ...plain, splits: [split(GPT2)] };

/**
 * By `tokenizer.ggml.pre`.
 * @remarks Source: `llm_tokenizer_bpe` in llama-vocab.cpp of llama.cpp, and the `tokenizer.json` of the models.
 */
export const preTokenizers: Readonly<Record<string, PreTokenizer>> = {
  qwen2,
  'deepseek-r1-qwen': { ...qwen2, addsBos: true },
  'llama-bpe': llama3,
  llama3,
  'llama-v3': llama3,
  smollm: digitsThenGpt2,
  starcoder: digitsThenGpt2,
  refact: digitsThenGpt2,
  'gpt-2': gpt2,
};
