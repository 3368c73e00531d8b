import { readFileSync } from 'node:fs';

/** A text of `goldens/hidden-states.json`; tensors row-major float32. */
export interface GoldenText {
  readonly text: string;
  /** Word-piece ids with special tokens. */
  readonly ids: readonly number[];
  /** Last hidden states of the original fp32 weights, shape (numPieces, 384). */
  readonly sourceHidden: Float32Array;
  /** Mean-pooled, normalised embedding of the original fp32 weights, shape (384). */
  readonly sourceEmbedding: Float32Array;
  /** Last hidden states of the shipped fp16 weights in fp32 arithmetic; kept for some texts. */
  readonly shippedHidden: Float32Array | undefined;
}

/** A sentence of words with the mean hidden states of each word, original fp32 weights. */
export interface GoldenSentence {
  readonly words: readonly string[];
  readonly ids: readonly number[];
  /** Shape (numWords, 384). */
  readonly sourceWords: Float32Array;
}

type Packed<T> = { [K in keyof T]: Float32Array extends T[K] ? string : T[K] };

/** Hidden states that PyTorch computed, see reference/minilm/make_goldens.py. */
export function readGoldenStates(): { texts: GoldenText[]; sentences: GoldenSentence[] } {
  const golden = readJson<{ texts: Packed<GoldenText>[]; sentences: Packed<GoldenSentence>[] }>(
    'hidden-states.json',
  );
  return {
    texts: golden.texts.map((record) => ({
      ...record,
      sourceHidden: unpack(record.sourceHidden),
      sourceEmbedding: unpack(record.sourceEmbedding),
      shippedHidden: record.shippedHidden ? unpack(record.shippedHidden) : undefined,
    })),
    sentences: golden.sentences.map((record) => ({
      ...record,
      sourceWords: unpack(record.sourceWords),
    })),
  };
}

/** Texts and the ids that the tokenizer of transformers gives them. */
export function readGoldenIds(): { text: string; ids: number[] }[] {
  return readJson<{ texts: { text: string; ids: number[] }[] }>('token-ids.json').texts;
}

/** Largest absolute difference of two arrays of equal length; NaN when either holds one. */
export function maxDifference(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) {
    throw new RangeError(`expected ${expected.length} values, got ${actual.length}`);
  }
  let max = 0;
  for (const [index, value] of actual.entries()) {
    const difference = Math.abs(value - expected[index]!);
    if (Number.isNaN(difference)) return NaN;
    max = Math.max(max, difference);
  }
  return max;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`../../goldens/${file}`, import.meta.url), 'utf8')) as T;
}

function unpack(base64: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer);
}
