import type { DatabaseSchema } from '@momq/dialect';
import type { NearestName } from '@momq/core';
import type { LinkedQuestion, QuestionLink } from '@momq/core/linking';
import { MiniLmError } from '@momq/model-minilm';
import type { SentenceEncoder } from '@momq/model-minilm';
import { NanoError } from './nano-error.js';
import { buildPrefix, cosines } from './prefix/build-prefix.js';
import type { LinkedPrefix } from './prefix/build-prefix.js';
import { itemText, textsOf, wordText } from './prefix/prefix-texts.js';
import { likelyItems, namedItems } from './prefix/likely-items.js';
import { matchRelevance, pruneSchema } from './prefix/prune-schema.js';
import type { Relevance } from './prefix/prune-schema.js';
import { TextStore } from './text-store.js';
import type { TextVectorMap } from './text-store.js';
import { nearestNames } from './prefix/nearest-names.js';
import { candidatesWithin } from './prefix/candidates-within.js';

/** A question as the model reads it, and the part of the schema that it was given. */
export interface ReadQuestion {
  readonly prefix: LinkedPrefix;
  readonly schema: DatabaseSchema;
  /** For each word of the question the nearest name of the schema; in a wide one, of its likely names. */
  readonly nearest: readonly NearestName[];
}

/** Positions that a prefix has at most: the longest of training. */
const maxPositions = 160;
/** Schema items kept however long the question is. */
const minSchemaItems = 64;

/** Schema items up to which every name has a vector; of larger schemas the likely ones have. */
const maxWholeItems = 800;
/** Different names of fields that are given vectors in a larger schema. */
const maxFieldTexts = 256;

/** Turns linked questions into prefixes; remembers the vectors of texts. */
export class QuestionReader {
  readonly #encoder: SentenceEncoder;
  readonly #texts: TextStore;

  constructor(encoder: SentenceEncoder) {
    this.#encoder = encoder;
    this.#texts = new TextStore(
      async (texts) => (await encoder.encode({ texts, sentences: [] })).texts,
    );
  }

  /** Encodes what has not been encoded before, and keeps what fits of the schema. */
  async read(link: QuestionLink): Promise<ReadQuestion> {
    const { schema } = link;
    const ofWords = await this.#encodeWords(link.linked);
    const similarity = await this.#similarity(link.linked, schema);
    const { linked, part } = this.#prune(link, matchRelevance(link.linked, similarity));
    const vectors = await this.#texts.vectors(textsOf(linked));
    const prefix = buildPrefix(linked, part, {
      width: this.#encoder.width,
      ofText: (text) => vectors.get(text)!,
      ofWords,
    });
    return { prefix, schema: part, nearest: nearestNames(link.linked, similarity) };
  }

  /** Of all names; in a large schema of all entities' names and those of the fields that are likely. */
  async #similarity(linked: LinkedQuestion, schema: DatabaseSchema): Promise<Float32Array> {
    if (linked.items.length <= maxWholeItems) {
      return similar(linked, linked.items.keys(), await this.#texts.vectors(textsOf(linked)));
    }
    const named = namedItems(linked);
    const similarity = similar(linked, named, await this.#vectorsOf(linked, named));
    const relevance = matchRelevance(linked, similarity);
    const likely = likelyItems(linked, schema, { relevance, maxTexts: maxFieldTexts });
    return similar(linked, likely, await this.#vectorsOf(linked, likely));
  }

  /** Vectors of the question's words and of some items. */
  #vectorsOf(linked: LinkedQuestion, positions: Iterable<number>): Promise<TextVectorMap> {
    const items = [...positions].map((position) => itemText(linked.items[position]!));
    return this.#texts.vectors([...linked.words.map(wordText), ...items]);
  }

  /** Keeps what fits into the lengths that the model was trained on. */
  #prune(
    { linked: all, narrow, schema }: QuestionLink,
    relevance: Relevance,
  ): { linked: LinkedQuestion; part: DatabaseSchema } {
    const spoken = all.candidates.filter(({ origin }) => origin !== 'category').length;
    const budget = Math.max(minSchemaItems, maxPositions - all.words.length - spoken);
    const part = pruneSchema(all, schema, { relevance, budget });
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

  /** Vectors of the question's words in their sentence. */
  async #encodeWords({ words }: LinkedQuestion): Promise<Float32Array> {
    try {
      const sentences = [words.map(({ text }) => text)];
      const encoded = await this.#encoder.encode({ texts: [], sentences });
      return encoded.words[0] ?? new Float32Array(0);
    } catch (error) {
      if (!(error instanceof MiniLmError) || error.code !== 'TEXT_TOO_LONG') throw error;
      throw new NanoError(
        'NANO_QUESTION_TOO_LONG',
        `question: expected about 200 words at most, got ${words.length}. Shorten it.`,
        { cause: error },
      );
    }
  }
}

/** Cosines between the names of some items and the question's words, 0 for the other items; row-major (items, words). */
function similar(
  linked: LinkedQuestion,
  positions: Iterable<number>,
  vectors: TextVectorMap,
): Float32Array {
  const rows = [...positions];
  const { items, words } = linked;
  const ofItems = rows.map((position) => vectors.get(itemText(items[position]!))!);
  const cosine = cosines(
    ofItems,
    words.map((word) => vectors.get(wordText(word))!),
  );
  const similarity = new Float32Array(items.length * words.length);
  rows.forEach((position, row) => {
    const from = row * words.length;
    similarity.set(cosine.subarray(from, from + words.length), position * words.length);
  });
  return similarity;
}
