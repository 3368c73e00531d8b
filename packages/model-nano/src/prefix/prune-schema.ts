import type { DatabaseSchema, Entity } from '@momq/dialect';
import { matchKinds } from '@momq/core/linking';
import type { LinkedQuestion } from '@momq/core/linking';
import { locateItems } from './schema-relations.js';
import { fieldKey } from './position-types.js';

/** How much each item has to do with the question; any scale, larger is more. */
export type Relevance = (item: number) => number;

/**
 * Cuts a large schema down to what a question is likely to need: the most relevant entities with their most relevant
 * fields, all keys and references of kept entities, and entities that join two kept ones.
 *
 * @param budget - schema items (entities, fields, links) to keep at most
 * @returns `schema` itself when it fits
 */
export function pruneSchema(
  linked: LinkedQuestion,
  schema: DatabaseSchema,
  { relevance, budget }: { relevance: Relevance; budget: number },
): DatabaseSchema {
  const size = (part: DatabaseSchema): number =>
    part.entities.reduce((sum, entity) => sum + 1 + entity.fields.length, 0) + part.links.length;
  if (size(schema) <= budget) return schema;
  const fieldScore = fieldScores(linked, relevance);
  const keys = keyFields(schema);
  const ranked = rankEntities(linked, schema, relevance);
  const kept = new Map<string, Entity>();
  const keep = (entity: Entity, maxFields: number): void => {
    const best = [...entity.fields]
      .sort((a, b) => fieldScore(entity.name, b.name) - fieldScore(entity.name, a.name))
      .slice(0, maxFields);
    const fields = entity.fields.filter(
      (field) => best.includes(field) || keys.has(fieldKey(entity.name, field.name)),
    );
    const next = new Map(kept).set(entity.name, { ...entity, fields });
    if (size(within(schema, next)) <= budget) kept.set(entity.name, { ...entity, fields });
  };
  for (const entity of ranked) {
    keep(entity, maxFieldsPerEntity);
    if (kept.size >= maxEntities) break;
  }
  const joins = (entity: Entity): number =>
    new Set(
      schema.links
        .filter(({ from, to }) => from.entity === entity.name && kept.has(to.entity))
        .map(({ to }) => to.entity),
    ).size;
  for (const entity of ranked) if (!kept.has(entity.name) && joins(entity) >= 2) keep(entity, 0);
  return within(schema, kept);
}

/** Entities, the most relevant first: by their own name, and by the field that fits best. */
export function rankEntities(
  linked: LinkedQuestion,
  schema: DatabaseSchema,
  relevance: Relevance,
): Entity[] {
  const { entities } = locateItems(linked.items);
  const fieldScore = fieldScores(linked, relevance);
  const scores = new Map(
    schema.entities.map((entity) => [
      entity,
      2 * relevance(entities.get(entity.name)!) +
        Math.max(0, ...entity.fields.map(({ name }) => fieldScore(entity.name, name))),
    ]),
  );
  return [...schema.entities].sort((a, b) => scores.get(b)! - scores.get(a)!);
}

function fieldScores(linked: LinkedQuestion, relevance: Relevance) {
  const { fields } = locateItems(linked.items);
  return (entity: string, field: string): number => {
    const item = fields.get(fieldKey(entity, field));
    return item === undefined ? 0 : relevance(item);
  };
}

const maxFieldsPerEntity = 24;
const maxEntities = 12;

/** How an item's names and values occur in the question, between 0 and 4, similarity included. */
export function matchRelevance(linked: LinkedQuestion, similarity: Float32Array): Relevance {
  const { words, matches } = linked;
  return (item) => {
    let best = 0;
    for (let word = 0; word < words.length; word++) {
      const place = item * words.length + word;
      best = Math.max(best, matchScores[matches[place]!]! + similarity[place]!);
    }
    return best;
  };
}

const matchScores = Object.fromEntries([
  [matchKinds.none, 0],
  [matchKinds.partial, 1],
  [matchKinds.exact, 3],
  [matchKinds.value, 3],
]) as Record<number, number>;

function keyFields(schema: DatabaseSchema): Set<string> {
  const ends = schema.links.flatMap(({ from, to }) => [from, to]);
  return new Set(
    ends.flatMap(({ entity, fields }) => fields.map((field) => fieldKey(entity, field))),
  );
}

function within(schema: DatabaseSchema, kept: ReadonlyMap<string, Entity>): DatabaseSchema {
  return {
    ...schema,
    entities: schema.entities.flatMap(({ name }) => kept.get(name) ?? []),
    links: schema.links.filter(({ from, to }) => kept.has(from.entity) && kept.has(to.entity)),
  };
}
