import type { SentenceEncoder } from '@momq/model-minilm';
import type { TextVectors } from '../prefix/text-vectors.js';
import { VectorStore } from './vector-store.js';

/** Vectors of everything that training reads, encoded once and kept on disk. */
export class TrainingVectors {
  readonly width: number;
  readonly #texts: VectorStore;
  readonly #questions: VectorStore;

  private constructor(width: number, texts: VectorStore, questions: VectorStore) {
    this.width = width;
    this.#texts = texts;
    this.#questions = questions;
  }

  static async open(folder: string, width: number): Promise<TrainingVectors> {
    return new TrainingVectors(
      width,
      await VectorStore.open(folder, 'texts'),
      await VectorStore.open(folder, 'questions'),
    );
  }

  /**
   * Encodes what is missing.
   *
   * @param questions - words by question
   * @param report - called with the number of encoded and of all missing inputs
   */
  async encode(
    encoder: SentenceEncoder,
    texts: Iterable<string>,
    questions: ReadonlyMap<string, readonly string[]>,
    report: (done: number, all: number) => void = () => {},
  ): Promise<void> {
    const missingTexts = [...new Set(texts)]
      .filter((text) => !this.#texts.has(text))
      .sort(byLength);
    const missing = [...questions]
      .filter(([question]) => !this.#questions.has(question))
      .sort((a, b) => a[1].length - b[1].length);
    const all = missingTexts.length + missing.length;
    let done = 0;
    for (const chunk of chunks(missingTexts, chunkSize)) {
      const vectors = await encoder.encodeTexts(chunk);
      await this.#texts.add(chunk.map((text, index) => [text, vectors[index]!]));
      report((done += chunk.length), all);
    }
    for (const chunk of chunks(missing, chunkSize)) {
      const vectors = await encoder.encodeWords(chunk.map(([, words]) => words));
      await this.#questions.add(chunk.map(([question], index) => [question, vectors[index]!]));
      report((done += chunk.length), all);
    }
  }

  /** The vectors that a prefix of `question` reads. @throws RangeError for a text that was not encoded */
  of(question: string): TextVectors {
    return {
      width: this.width,
      ofText: (text) => required(this.#texts, text),
      ofWords: required(this.#questions, question),
    };
  }
}

const chunkSize = 512;

function byLength(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

function* chunks<T>(list: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}

function required(store: VectorStore, key: string): Float32Array {
  const vector = store.get(key);
  if (vector === undefined)
    throw new RangeError(
      `vectors: expected an encoded text, got none for ${JSON.stringify(key)}. Encode it first.`,
    );
  return vector;
}
