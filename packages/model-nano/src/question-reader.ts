import type { Database, DatabaseSchema } from '@momq/core/dialect';
import { indexDatabase, linkQuestion } from '@momq/core/linking';
import type { LinkedQuestion, ValueIndex } from '@momq/core/linking';
import type { SentenceEncoder } from '@momq/model-minilm';
import { buildPrefix } from './prefix/build-prefix.js';
import type { LinkedPrefix } from './prefix/build-prefix.js';
import { textsOf } from './prefix/prefix-texts.js';

/** Turns questions into prefixes; remembers each database's values and each text's vector. */
export class QuestionReader {
  readonly #encoder: SentenceEncoder;
  readonly #indexes = new WeakMap<Database, Promise<ValueIndex>>();
  readonly #vectors = new Map<string, Float32Array>();

  constructor(encoder: SentenceEncoder) {
    this.#encoder = encoder;
  }

  /** Links `question` to `database` and encodes what has not been encoded before. */
  async read(question: string, schema: DatabaseSchema, database: Database): Promise<LinkedPrefix> {
    const linked = linkQuestion(question, schema, await this.#indexOf(database, schema));
    const missing = textsOf(linked).filter((text) => !this.#vectors.has(text));
    const encoded = await this.#encoder.encodeTexts(missing);
    missing.forEach((text, index) => this.#vectors.set(text, encoded[index]!));
    const ofWords = await this.#wordVectors(linked);
    return buildPrefix(linked, schema, {
      width: this.#encoder.width,
      ofText: (text) => this.#vectors.get(text)!,
      ofWords,
    });
  }

  async #wordVectors(linked: LinkedQuestion): Promise<Float32Array> {
    const [vectors] = await this.#encoder.encodeWords([linked.words.map(({ text }) => text)]);
    return vectors ?? new Float32Array(0);
  }

  #indexOf(database: Database, schema: DatabaseSchema): Promise<ValueIndex> {
    let index = this.#indexes.get(database);
    if (index === undefined) {
      index = indexDatabase(database, schema);
      this.#indexes.set(database, index);
    }
    return index;
  }
}
