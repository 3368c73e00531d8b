import type { DatabaseSchema, Entity, GenerationRequest } from '@momq/core';
import { matchKinds } from '@momq/core/linking';

type Linked = GenerationRequest['link']['linked'];

/**
 * The part of a large schema that a question is about: the entities that its words name, best first, with those that join them to the
 * others, as long as they fit. Entities stay whole, since a column that is missing is one that a query invents.
 *
 * @param fits - whether a part is small enough; the part is empty when not even the best entity is
 */
export function linkedSchema(
  schema: DatabaseSchema,
  linked: Linked,
  fits: (part: DatabaseSchema) => boolean,
): DatabaseSchema {
  let part = partOf(schema, new Set());
  const kept = new Set<string>();
  for (const { name, named } of byRelevance(schema, linked)) {
    const next = new Set([...kept, ...pathTo(name, kept, schema)]);
    const larger = partOf(schema, next);
    if (!fits(larger)) {
      if (named) continue;
      break; // measuring hundreds of tables that no word names would take seconds
    }
    part = larger;
    for (const entity of next) kept.add(entity);
  }
  return part;
}

/** How much each kind of match says. */
const worth = {
  [matchKinds.none]: 0,
  [matchKinds.partial]: 1,
  [matchKinds.exact]: 3,
  [matchKinds.value]: 3,
};

/** Entities by how many words of the question name them, their fields or their values; those that none names stay in their order. */
function byRelevance(
  schema: DatabaseSchema,
  { items, words, matches }: Linked,
): { readonly name: string; readonly named: boolean }[] {
  const scores = new Map<string, number>();
  const add = (entity: string, score: number): void => {
    scores.set(entity, (scores.get(entity) ?? 0) + score);
  };
  items.forEach((item, row) => {
    const best = Math.max(
      0,
      ...words.map((_, word) => worth[matches[row * words.length + word] as 0 | 1 | 2 | 3]),
    );
    if (item.kind === 'entity') add(item.entity, 2 * best);
    else if (item.kind === 'field') add(item.entity, best);
    else if (item.kind === 'value')
      for (const entity of new Set(item.fields.map((field) => field.entity))) add(entity, best);
  });
  const scoreOf = ({ name }: Entity): number => scores.get(name) ?? 0;
  return [...schema.entities]
    .sort((a, b) => scoreOf(b) - scoreOf(a))
    .map((entity) => ({ name: entity.name, named: scoreOf(entity) > 0 }));
}

/** An entity and those on the shortest way from it to the kept ones; the entity alone where there is none. */
function pathTo(entity: string, kept: ReadonlySet<string>, { links }: DatabaseSchema): string[] {
  const from = new Map<string, string | undefined>([[entity, undefined]]);
  for (const place of from.keys()) {
    if (kept.has(place)) return trace(place, from);
    for (const { from: one, to: other } of links)
      for (const [a, b] of [
        [one.entity, other.entity],
        [other.entity, one.entity],
      ] as const)
        if (a === place && !from.has(b)) from.set(b, place);
  }
  return [entity];
}

function trace(end: string, from: ReadonlyMap<string, string | undefined>): string[] {
  const path: string[] = [];
  for (let place: string | undefined = end; place !== undefined; place = from.get(place))
    path.push(place);
  return path;
}

/** The named entities with the links among them, in the schema's order. */
function partOf(schema: DatabaseSchema, names: ReadonlySet<string>): DatabaseSchema {
  return {
    ...schema,
    entities: schema.entities.filter(({ name }) => names.has(name)),
    links: schema.links.filter(({ from, to }) => names.has(from.entity) && names.has(to.entity)),
  };
}
