import type { DatabaseSchema } from '@momq/dialect';
import type { LinkedQuestion, QuestionLink } from '@momq/core/linking';
import { MiniLmError } from '@momq/model-minilm';
import type { SentenceEncoder } from '@momq/model-minilm';
import { NanoError } from './nano-error.js';
import { buildPrefix, cosines } from './prefix/build-prefix.js';
import type { LinkedPrefix } from './prefix/build-prefix.js';
import { itemText, textsOf, wordText } from './prefix/prefix-texts.js';
import { matchRelevance, pruneSchema } from './prefix/prune-schema.js';
import { candidatesWithin } from './prefix/candidates-within.js';

/** A question as the model reads it, and the part of the schema that it was given. */
export interface ReadQuestion {
  readonly prefix: LinkedPrefix;
  readonly schema: DatabaseSchema;
}

/** Positions that a prefix has at most: the longest of training. */
const maxPositions = 160;
/** Schema items kept however long the question is. */
const minSchemaItems = 64;

/** Turns linked questions into prefixes; remembers each text's vector. */
export class QuestionReader {
  readonly #encoder: SentenceEncoder;
  readonly #vectors = new Map<string, Float32Array>();

  constructor(encoder: SentenceEncoder) {
    this.#encoder = encoder;
  }

  /** Encodes what has not been encoded before, and keeps what fits of the schema. */
  async read(link: QuestionLink, schema: DatabaseSchema): Promise<ReadQuestion> {
    const ofWords = await this.#encode(link.linked);
    const { linked, part } = this.#prune(link, schema);
    const prefix = buildPrefix(linked, part, {
      width: this.#encoder.width,
      ofText: (text) => this.#vectors.get(text)!,
      ofWords,
    });
    return { prefix, schema: part };
  }

  /** Keeps what fits into the lengths that the model was trained on. */
  #prune(
    { linked: all, narrow }: QuestionLink,
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
      linked: narrow(part, candidates.slice(0, Math.max(room, spoken))),
      part,
    };
  }

  /** Remembers the vectors of all texts, and gives those of the question's words. */
  async #encode(linked: LinkedQuestion): Promise<Float32Array> {
    const texts = textsOf(linked).filter((text) => !this.#vectors.has(text));
    const words = linked.words.map(({ text }) => text);
    try {
      const encoded = await this.#encoder.encode({ texts, sentences: [words] });
      texts.forEach((text, index) => this.#vectors.set(text, encoded.texts[index]!));
      return encoded.words[0] ?? new Float32Array(0);
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
