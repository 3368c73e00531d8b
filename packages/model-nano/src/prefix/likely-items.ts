import type { LinkedQuestion } from '@momq/core/linking';
import type { DatabaseSchema } from '@momq/dialect';
import { itemText } from './prefix-texts.js';
import { fieldKey } from './position-types.js';
import { rankEntities } from './prune-schema.js';
import type { Relevance } from './prune-schema.js';
import { locateItems } from './schema-relations.js';

/**
 * The items of a large schema whose names are worth a vector: all entities and values, and the fields of the entities that
 * have most to do with the question, as many as have `maxTexts` different names.
 *
 * @param relevance - what is known without the vectors of fields
 * @returns positions of the items
 */
export function likelyItems(
  linked: LinkedQuestion,
  schema: DatabaseSchema,
  { relevance, maxTexts }: { readonly relevance: Relevance; readonly maxTexts: number },
): Set<number> {
  const likely = new Set(namedItems(linked));
  const { fields } = locateItems(linked.items);
  const texts = new Set<string>();
  for (const entity of rankEntities(linked, schema, relevance)) {
    for (const { name } of entity.fields) {
      const item = fields.get(fieldKey(entity.name, name));
      if (item === undefined) continue;
      texts.add(itemText(linked.items[item]!));
      likely.add(item);
    }
    if (texts.size >= maxTexts) break;
  }
  return likely;
}

/** Positions of entities and values. */
export function namedItems({ items }: LinkedQuestion): number[] {
  return [...items.keys()].filter(
    (position) => items[position]!.kind === 'entity' || items[position]!.kind === 'value',
  );
}
