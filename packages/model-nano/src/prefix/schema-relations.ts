import type { DatabaseSchema } from '@momq/dialect';
import type { QueryItem } from '@momq/core/logical';
import { fieldKey } from './position-types.js';
import { relationIds } from './relation-ids.js';
import type { RelationName } from './relation-ids.js';

/** Writes relation `name` from position `query` to position `key`. */
export type SetRelation = (query: number, key: number, name: RelationName) => void;

/** Positions of the schema's parts among the items. */
export interface ItemPositions {
  readonly entities: ReadonlyMap<string, number>;
  readonly fields: ReadonlyMap<string, number>;
  readonly links: ReadonlyMap<string, number>;
}

/** Finds items by name. */
export function locateItems(items: readonly QueryItem[]): ItemPositions {
  const entities = new Map<string, number>();
  const fields = new Map<string, number>();
  const links = new Map<string, number>();
  items.forEach((item, position) => {
    if (item.kind === 'entity') entities.set(item.entity, position);
    else if (item.kind === 'field') fields.set(fieldKey(item.entity, item.field), position);
    else if (item.kind === 'link') links.set(item.link, position);
  });
  return { entities, fields, links };
}

/** Relations that the schema implies: membership, keys, links. */
export function relateSchema(
  schema: DatabaseSchema,
  positions: ItemPositions,
  set: SetRelation,
): void {
  for (const entity of schema.entities) {
    const own = positions.entities.get(entity.name);
    const members = entity.fields.flatMap((field) => {
      const position = positions.fields.get(fieldKey(entity.name, field.name));
      return position === undefined ? [] : [{ position, key: field.primaryKey === true }];
    });
    for (const { position, key } of members) {
      for (const other of members)
        if (other.position !== position) set(position, other.position, 'field of same entity');
      if (own === undefined) continue;
      set(position, own, key ? 'key of entity' : 'field of entity');
      set(own, position, key ? 'entity has key' : 'entity has field');
    }
  }
  for (const link of schema.links) relateLink(link, positions, set);
}

function relateLink(
  link: DatabaseSchema['links'][number],
  positions: ItemPositions,
  set: SetRelation,
): void {
  const from = positions.entities.get(link.from.entity);
  const to = positions.entities.get(link.to.entity);
  const own = positions.links.get(link.name);
  if (from !== undefined && to !== undefined && from !== to) {
    set(from, to, 'entity references entity');
    set(to, from, 'entity is referenced by entity');
  }
  if (own !== undefined && from !== undefined) {
    set(own, from, 'link starts at entity');
    set(from, own, 'entity starts link');
  }
  if (own !== undefined && to !== undefined) {
    set(own, to, 'link ends at entity');
    set(to, own, 'entity ends link');
  }
  link.from.fields.forEach((field, place) => {
    const referencing = positions.fields.get(fieldKey(link.from.entity, field));
    const target = link.to.fields[place];
    const referenced =
      target === undefined ? undefined : positions.fields.get(fieldKey(link.to.entity, target));
    if (referencing !== undefined && own !== undefined) {
      set(own, referencing, 'link uses field');
      set(referencing, own, 'field is used by link');
    }
    if (referencing !== undefined && referenced !== undefined && referencing !== referenced) {
      set(referencing, referenced, 'field references field');
      set(referenced, referencing, 'field is referenced by field');
    }
  });
}

/** Relations between value items and the fields and entities that contain them. */
export function relateValues(
  items: readonly QueryItem[],
  positions: ItemPositions,
  set: SetRelation,
): void {
  items.forEach((item, value) => {
    if (item.kind !== 'value') return;
    for (const { entity, field } of item.fields) {
      const owner = positions.entities.get(entity);
      const position = positions.fields.get(fieldKey(entity, field));
      if (owner !== undefined) {
        set(value, owner, 'value occurs in entity');
        set(owner, value, 'entity contains value');
      }
      if (position !== undefined) {
        set(value, position, 'value occurs in field');
        set(position, value, 'field contains value');
      }
    }
  });
}

/** A writer into a row-major (size, size) matrix of relation ids. */
export function relationWriter(matrix: Uint8Array, size: number): SetRelation {
  return (query, key, name) => {
    matrix[query * size + key] = relationIds[name];
  };
}
