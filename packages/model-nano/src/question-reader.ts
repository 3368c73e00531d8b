import type { Database, DatabaseSchema } from '@momq/dialect';
import {
  linkItems,
  linkQuestion,
  lookUpValues,
  schemaItems,
  spellingsOf,
  splitQuestion,
} from '@momq/core/linking';
import type { LinkedQuestion } from '@momq/core/linking';
import { MiniLmError } from '@momq/model-minilm';
import type { SentenceEncoder } from '@momq/model-minilm';
import { NanoError } from './nano-error.js';
import { buildPrefix, cosines } from './prefix/build-prefix.js';
import type { LinkedPrefix } from './prefix/build-prefix.js';
import { itemText, textsOf, wordText } from './prefix/prefix-texts.js';
import { matchRelevance, pruneSchema } from './prefix/prune-schema.js';
import { ValueIndexes } from './value-indexes.js';
import type { Spellings } from './value-spellings.js';
import { candidatesWithin } from './prefix/candidates-within.js';

/** A question as the model reads it, and the part of the schema that it was given. */
export interface ReadQuestion {
  readonly prefix: LinkedPrefix;
  readonly schema: DatabaseSchema;
  readonly spellings: Spellings;
  /** What of the values could not be read. */
  readonly notes: readonly string[];
}

/** Positions that a prefix has at most: the longest of training. */
const maxPositions = 160;
/** Schema items kept however long the question is. */
const minSchemaItems = 64;

/** Turns questions into prefixes; remembers each database's values and each text's vector. */
export class QuestionReader {
  readonly #encoder: SentenceEncoder;
  readonly #values = new ValueIndexes();
  readonly #vectors = new Map<string, Float32Array>();

  constructor(encoder: SentenceEncoder) {
    this.#encoder = encoder;
  }

  /** Links `question` to `database` and encodes what has not been encoded before. */
  async read(
    question: string,
    schema: DatabaseSchema,
    database: Database,
    signal?: AbortSignal,
  ): Promise<ReadQuestion> {
    const known = await this.#values.of(database, schema, signal);
    const options = signal === undefined ? {} : { signal };
    const index = await lookUpValues(question, splitQuestion(question), known, database, options);
    const all = linkQuestion(question, schema, index);
    await this.#encode(all);
    const { linked, part } = this.#prune(all, schema);
    const ofWords = await this.#wordVectors(linked);
    const prefix = buildPrefix(linked, part, {
      width: this.#encoder.width,
      ofText: (text) => this.#vectors.get(text)!,
      ofWords,
    });
    return {
      prefix,
      schema: part,
      spellings: (text, place) => spellingsOf(text, splitQuestion(text), index, place),
      notes: index.notes ?? [],
    };
  }

  /** Keeps what fits into the lengths that the model was trained on. */
  #prune(
    all: LinkedQuestion,
    schema: DatabaseSchema,
  ): { linked: LinkedQuestion; part: DatabaseSchema } {
    const vectors = (texts: readonly string[]): Float32Array[] =>
      texts.map((text) => this.#vectors.get(text)!);
    const similarity = cosines(vectors(all.items.map(itemText)), vectors(all.words.map(wordText)));
    const spoken = all.candidates.filter(({ origin }) => origin !== 'category').length;
    const budget = Math.max(minSchemaItems, maxPositions - all.words.length - spoken);
    const part = pruneSchema(all, schema, { relevance: matchRelevance(all, similarity), budget });
    const schemaCount =
      part.entities.reduce((sum, { fields }) => sum + 1 + fields.length, 0) + part.links.length;
    const room = Math.max(0, maxPositions - all.words.length - schemaCount);
    const candidates = candidatesWithin(all.candidates, part);
    if (part === schema && candidates.length <= room) return { linked: all, part };
    // Values of the question come before categories, so that a cut takes categories.
    return {
      linked: linkItems(
        all.question,
        all.words,
        schemaItems(part),
        candidates.slice(0, Math.max(room, spoken)),
      ),
      part,
    };
  }

  async #encode(linked: LinkedQuestion): Promise<void> {
    const missing = textsOf(linked).filter((text) => !this.#vectors.has(text));
    const encoded = await this.#encoder.encodeTexts(missing);
    missing.forEach((text, index) => this.#vectors.set(text, encoded[index]!));
  }

  async #wordVectors(linked: LinkedQuestion): Promise<Float32Array> {
    try {
      const [vectors] = await this.#encoder.encodeWords([linked.words.map(({ text }) => text)]);
      return vectors ?? new Float32Array(0);
    } catch (error) {
      if (!(error instanceof MiniLmError) || error.code !== 'TEXT_TOO_LONG') throw error;
      throw new NanoError(
        'NANO_QUESTION_TOO_LONG',
        `question: expected about 200 words at most, got ${linked.words.length}. Shorten it.`,
        { cause: error },
      );
    }
  }
}
