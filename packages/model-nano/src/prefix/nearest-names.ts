import type { NearestName } from '@momq/core';
import type { LinkedQuestion } from '@momq/core/linking';

/**
 * For each word the name of a table, field or link that is nearest in meaning.
 *
 * @param similarity - cosines, row-major (items, words); 0 for items that were not compared
 */
export function nearestNames(
  { items, words }: LinkedQuestion,
  similarity: Float32Array,
): NearestName[] {
  return words.map((_, place) => {
    let nearest: NearestName = { name: '', nearness: 0 };
    items.forEach((item, row) => {
      const nearness = similarity[row * words.length + place]!;
      if (item.kind === 'value' || nearness <= nearest.nearness) return;
      nearest = { name: nameOf(item), nearness };
    });
    return nearest;
  });
}

function nameOf(
  item: Exclude<LinkedQuestion['items'][number], { readonly kind: 'value' }>,
): string {
  switch (item.kind) {
    case 'entity':
      return item.entity;
    case 'field':
      return `${item.entity}.${item.field}`;
    case 'link':
      return item.link;
  }
}
