import type { LinkedQuestion } from '@momq/core/linking';
import type { DatabaseSchema } from '@momq/dialect';
import type { PointerPrefix } from '@momq/moe/pointer';
import { flagPositions } from './position-flags.js';
import { itemTypes } from './position-types.js';
import { contextVectors } from './context-vectors.js';
import { itemText, wordText } from './prefix-texts.js';
import { relateQuestion } from './question-relations.js';
import { relationIds } from './relation-ids.js';
import { locateItems, relateSchema, relateValues, relationWriter } from './schema-relations.js';
import type { TextVectors } from './text-vectors.js';

/** A linked question in the form that the pointer model reads. Positions: the items, then the question's words. */
export interface LinkedPrefix extends PointerPrefix {
  /** Relation ids, row-major (prefixLength, prefixLength). */
  readonly relations: Uint8Array;
  readonly linked: LinkedQuestion;
}

/**
 * Builds the model's prefix.
 *
 * Each position reads two vectors: an item what it belongs to and its own name, a word its vector in the sentence and alone.
 *
 * @param vectors - must hold every text of {@link textsOf}
 */
export function buildPrefix(
  linked: LinkedQuestion,
  schema: DatabaseSchema,
  vectors: TextVectors,
): LinkedPrefix {
  const { items, words } = linked;
  const { width } = vectors;
  const prefixLength = items.length + words.length;
  const packed = new Float32Array(prefixLength * 2 * width);
  const names = items.map((item) => vectors.ofText(itemText(item)));
  contextVectors(items, schema, names, width).forEach((context, position) => {
    packed.set(context, position * 2 * width);
    packed.set(names[position]!, (position * 2 + 1) * width);
  });
  const alone = words.map((word, index) => {
    const own = vectors.ofText(wordText(word));
    const position = items.length + index;
    packed.set(vectors.ofWords.subarray(index * width, (index + 1) * width), position * 2 * width);
    packed.set(own, (position * 2 + 1) * width);
    return own;
  });
  const similarity = cosines(names, alone);
  const types = new Int32Array(prefixLength);
  types.set(itemTypes(items, schema));
  const pointable = new Float32Array(prefixLength).fill(1, 0, items.length);
  const relations = new Uint8Array(prefixLength * prefixLength);
  const set = relationWriter(relations, prefixLength);
  const positions = locateItems(items);
  relateSchema(schema, positions, set);
  relateValues(items, positions, set);
  relateQuestion(linked, similarity, set);
  for (let position = 0; position < prefixLength; position++)
    relations[position * prefixLength + position] = relationIds.self;
  const flags = flagPositions(linked, schema, similarity);
  return { prefixLength, vectors: packed, types, flags, pointable, relations, linked };
}

/** Dot products of unit vectors, row-major (left, right). */
export function cosines(
  left: readonly Float32Array[],
  right: readonly Float32Array[],
): Float32Array {
  const result = new Float32Array(left.length * right.length);
  left.forEach((a, row) => {
    right.forEach((b, column) => {
      result[row * right.length + column] = dot(a, b);
    });
  });
  return result;
}

/** Four sums at a time, so that additions do not wait for each other; the width is a multiple of four. */
function dot(a: Float32Array, b: Float32Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let axis = 0; axis < a.length; axis += 4) {
    s0 += a[axis]! * b[axis]!;
    s1 += a[axis + 1]! * b[axis + 1]!;
    s2 += a[axis + 2]! * b[axis + 2]!;
    s3 += a[axis + 3]! * b[axis + 3]!;
  }
  return s0 + s1 + s2 + s3;
}
