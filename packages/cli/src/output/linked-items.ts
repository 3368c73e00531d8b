import type { Database, Teaching } from '@momq/core';
import { matchKinds, QuestionLinker } from '@momq/core/linking';
import type { LinkedQuestion } from '@momq/core/linking';

type LinkedItem = LinkedQuestion['items'][number];

/** A schema item or value that words of the question match. */
export interface ItemMatch {
  /** The item as a reader knows it, for example `customer.name`. */
  readonly item: string;
  readonly kind: LinkedItem['kind'];
  readonly match: 'partial' | 'exact' | 'value';
  readonly words: readonly string[];
}

/** The items of a database that the question matches by name or by value, in schema order; with what is taught about it. */
export async function matchItems(
  question: string,
  database: Database,
  teaching?: Teaching,
): Promise<ItemMatch[]> {
  const schema = teaching?.schema ?? (await database.schema());
  const { linked } = await new QuestionLinker().link(question, schema, database, { teaching });
  return linked.items.flatMap((item, index) => {
    const row = linked.matches.subarray(
      index * linked.words.length,
      (index + 1) * linked.words.length,
    );
    const best = Math.max(0, ...row);
    if (best === matchKinds.none) return [];
    const words = linked.words.filter((_, word) => row[word] === best).map(({ text }) => text);
    return [{ item: nameOf(item), kind: item.kind, match: matchName(best), words }];
  });
}

function matchName(kind: number): ItemMatch['match'] {
  if (kind === matchKinds.exact) return 'exact';
  return kind === matchKinds.value ? 'value' : 'partial';
}

function nameOf(item: LinkedItem): string {
  switch (item.kind) {
    case 'entity':
      return item.entity;
    case 'field':
      return `${item.entity}.${item.field}`;
    case 'link':
      return item.link;
    case 'value': {
      const places = item.fields.map(({ entity, field }) => `${entity}.${field}`).join(', ');
      return places === ''
        ? JSON.stringify(item.value)
        : `${JSON.stringify(item.value)} in ${places}`;
    }
  }
}
