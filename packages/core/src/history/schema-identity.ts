import { createHash } from 'node:crypto';
import type { DatabaseSchema } from '@momq/dialect';

const known = new WeakMap<DatabaseSchema, string>();

/**
 * Tells a schema from others: its name, and a digest of the names of its entities and fields, whatever their order. What is concluded
 * from rows, such as inferred links and samples, is no part of it, so that new rows make no other database.
 */
export function schemaIdentity(schema: DatabaseSchema): string {
  const identity = known.get(schema) ?? digestOf(schema);
  known.set(schema, identity);
  return identity;
}

function digestOf({ name, entities }: DatabaseSchema): string {
  const named = entities
    .map((entity) => [entity.name, ...entity.fields.map((field) => field.name).sort()])
    .sort(([left = ''], [right = '']) => (left < right ? -1 : 1));
  const digest = createHash('sha256').update(JSON.stringify(named)).digest('hex');
  return `${name}#${digest.slice(0, 12)}`;
}
