import { createEmbeddingCache } from './embedding-cache.js';
import type { EmbeddingTables } from './bert-weights.js';
import { forEachHiddenStates, type ForwardPass } from './hidden-states.js';
import { minilmConfig } from './minilm-config.js';
import { MiniLmError } from './minilm-error.js';
import { meanOfPieces, normalise } from './pooling.js';
import { specialTokenIds, type WordPieceTokenizer } from './word-piece-tokenizer.js';

/** Turns words and texts into vectors with all-MiniLM-L6-v2. */
export interface SentenceEncoder {
  /** Width of every vector. */
  readonly width: 384;

  /**
   * Encodes each word in the context of its sentence: the mean of the last hidden states of its
   * word pieces, not normalised.
   *
   * @param sentences - words of each sentence, already split; a word may still be several word
   * pieces (`customer_id`). A word of only removable characters (control characters, zero-width
   * space) stands for an unknown word.
   * @returns per sentence, float32 row-major, shape (numWords, 384)
   * @throws {@link MiniLmError} `TEXT_TOO_LONG` when a sentence has more than 254 word pieces,
   * `INVALID_INPUT` for anything but arrays of strings, `ENCODER_DISPOSED` after `dispose()`
   */
  encodeWords(sentences: readonly (readonly string[])[]): Promise<Float32Array[]>;

  /**
   * Encodes each text as sentence-transformers does: the mean of all last hidden states, scaled to
   * length 1, so that a dot product is a cosine.
   *
   * @param texts - texts of at most 254 word pieces, or of any length with `overflow: 'truncate'`
   * @returns per text, float32, shape (384); arrays are the caller's own
   * @throws {@link MiniLmError} `TEXT_TOO_LONG` when a text has more than 254 word pieces,
   * `INVALID_INPUT` for anything but strings, `ENCODER_DISPOSED` after `dispose()`
   */
  encodeTexts(texts: readonly string[]): Promise<Float32Array[]>;

  /** {@link SentenceEncoder.encodeTexts} and {@link SentenceEncoder.encodeWords} in one call. */
  encode(input: {
    readonly texts: readonly string[];
    readonly sentences: readonly (readonly string[])[];
  }): Promise<{ readonly texts: Float32Array[]; readonly words: Float32Array[] }>;
  /** Frees the compiled graphs and parameters. Calling it again does nothing. */
  dispose(): Promise<void>;
}

/** What {@link createSentenceEncoder} joins. */
export interface SentenceEncoderParts {
  /** Word-piece tokenizer. */
  readonly tokenizer: WordPieceTokenizer;
  /** Embedding tables. */
  readonly tables: EmbeddingTables;
  /** Encoder layers. */
  readonly forward: ForwardPass;
  /** Frees what `forward` holds. */
  readonly release: () => Promise<void>;
  /** What to do with a text of more than 254 word pieces. */
  readonly overflow: 'error' | 'truncate';
  /** Texts whose embeddings are kept in memory. */
  readonly cacheCapacity: number;
}

/** Joins tokenizer, embedding lookup, forward pass and pooling. */
export function createSentenceEncoder(parts: SentenceEncoderParts): SentenceEncoder {
  const { tokenizer, overflow } = parts;
  const cache = createEmbeddingCache(parts.cacheCapacity);
  let disposed = false;

  const assertUsable = (): void => {
    if (!disposed) return;
    throw new MiniLmError(
      'ENCODER_DISPOSED',
      'expected a live encoder, got one after dispose(). Load another with loadSentenceEncoder().',
    );
  };

  const idsOfText = (text: string, index: number): number[] => {
    const ids = tokenizer.encodeText(text);
    if (ids.length <= minilmConfig.maxPieces) return ids;
    if (overflow === 'error') throw tooLong(`texts[${index}]`, ids.length);
    return [...ids.slice(0, minilmConfig.maxPieces - 1), specialTokenIds.separate];
  };

  return {
    width: minilmConfig.width,

    async encodeWords(sentences) {
      assertUsable();
      const tokenised = sentences.map((words, index) => tokeniseWords(tokenizer, words, index));
      const vectors = sentences.map((words) => new Float32Array(words.length * minilmConfig.width));
      const filled = [...tokenised.keys()].filter((index) => sentences[index]!.length > 0);
      await forEachHiddenStates(
        filled.map((index) => tokenised[index]!.ids),
        parts,
        (position, states) => {
          const index = filled[position]!;
          for (const [word, [start, end]] of tokenised[index]!.spans.entries()) {
            vectors[index]!.set(meanOfPieces(states, start, end), word * minilmConfig.width);
          }
        },
      );
      return vectors;
    },

    async encodeTexts(texts) {
      assertUsable();
      // A schema names many things alike: each distinct text runs once.
      const embeddings = new Map<string, Float32Array>();
      const missing: string[] = [];
      const sequences: number[][] = [];
      for (const [index, text] of texts.entries()) {
        assertString(text, `texts[${index}]`);
        if (embeddings.has(text)) continue;
        const cached = cache.get(text);
        embeddings.set(text, cached ?? new Float32Array());
        if (cached !== undefined) continue;
        missing.push(text);
        sequences.push(idsOfText(text, index));
      }
      await forEachHiddenStates(sequences, parts, (position, states) => {
        const embedding = normalise(meanOfPieces(states, 0, sequences[position]!.length));
        embeddings.set(missing[position]!, embedding);
        cache.set(missing[position]!, embedding);
      });
      const given = new Set<string>();
      return texts.map((text) => {
        const embedding = embeddings.get(text)!;
        if (given.has(text)) return embedding.slice();
        given.add(text);
        return embedding;
      });
    },

    async encode({ texts, sentences }) {
      const encoded = await this.encodeTexts(texts);
      return { texts: encoded, words: await this.encodeWords(sentences) };
    },

    async dispose() {
      if (disposed) return;
      disposed = true;
      cache.clear();
      await parts.release();
    },
  };
}

interface TokenisedWords {
  readonly ids: readonly number[];
  /** First piece and the one after the last piece of each word. */
  readonly spans: readonly (readonly [number, number])[];
}

function tokeniseWords(
  tokenizer: WordPieceTokenizer,
  words: readonly string[],
  index: number,
): TokenisedWords {
  if (!Array.isArray(words)) throw invalid(`sentences[${index}]`, 'an array of words', words);
  const ids: number[] = [specialTokenIds.classify];
  const spans = words.map((word, position): readonly [number, number] => {
    assertString(word, `sentences[${index}][${position}]`);
    const start = ids.length;
    ids.push(...tokenizer.encodeWord(word));
    return [start, ids.length];
  });
  ids.push(specialTokenIds.separate);
  if (ids.length > minilmConfig.maxPieces) throw tooLong(`sentences[${index}]`, ids.length);
  return { ids, spans };
}

function assertString(value: unknown, name: string): asserts value is string {
  if (typeof value !== 'string') throw invalid(name, 'a string', value);
}

function invalid(name: string, expected: string, value: unknown): MiniLmError {
  const got = value === null ? 'null' : typeof value;
  return new MiniLmError('INVALID_INPUT', `${name}: expected ${expected}, got ${got}. Pass text.`);
}

function tooLong(name: string, numPieces: number): MiniLmError {
  const limit = minilmConfig.maxPieces - 2;
  return new MiniLmError(
    'TEXT_TOO_LONG',
    `${name}: expected at most ${limit} word pieces, got ${numPieces - 2}. ` +
      "Shorten it; for encodeTexts, overflow: 'truncate' encodes the beginning only.",
  );
}
