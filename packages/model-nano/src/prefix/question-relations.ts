import { matchKinds } from '@momq/core/linking';
import type { LinkedQuestion } from '@momq/core/linking';
import type { SetRelation } from './schema-relations.js';

/** Cosine similarity of a word alone and an item's name from which they count as similar, and as very similar. */
export const similarityLevels = { similar: 0.5, verySimilar: 0.65 } as const;

/**
 * Relations among question words, and between words and items.
 *
 * @param similarity - cosine per item and word, row-major (items, words)
 */
export function relateQuestion(
  linked: LinkedQuestion,
  similarity: Float32Array,
  set: SetRelation,
): void {
  const { items, words, matches } = linked;
  const first = items.length;
  for (let from = 0; from < words.length; from++)
    for (let to = 0; to < words.length; to++)
      if (from !== to) set(first + from, first + to, distance(to - from));
  for (let item = 0; item < items.length; item++) {
    const kind = items[item]!.kind;
    for (let word = 0; word < words.length; word++) {
      const place = item * words.length + word;
      const match = matches[place]!;
      const cosine = similarity[place]!;
      const position = first + word;
      if (match === matchKinds.value) {
        set(position, item, 'word is in value');
        set(item, position, 'value has word');
      } else if (match === matchKinds.exact) {
        set(
          position,
          item,
          kind === 'entity' ? 'word matches entity exactly' : 'word matches field exactly',
        );
        set(
          item,
          position,
          kind === 'entity' ? 'entity matches word exactly' : 'field matches word exactly',
        );
      } else if (match === matchKinds.partial) {
        set(
          position,
          item,
          kind === 'entity' ? 'word is part of entity name' : 'word is part of field name',
        );
        set(item, position, kind === 'entity' ? 'entity name has word' : 'field name has word');
      } else if (cosine >= similarityLevels.similar) {
        const very = cosine >= similarityLevels.verySimilar;
        set(position, item, very ? 'word is very similar to item' : 'word is similar to item');
        set(item, position, very ? 'item is very similar to word' : 'item is similar to word');
      } else {
        set(position, item, 'word to item');
        set(item, position, 'item to word');
      }
    }
  }
}

function distance(offset: number) {
  switch (offset) {
    case -2:
      return 'word two before';
    case -1:
      return 'word before';
    case 1:
      return 'word after';
    case 2:
      return 'word two after';
    default:
      return offset < 0 ? 'earlier word' : 'later word';
  }
}
