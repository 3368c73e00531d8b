import type { DatabaseSchema, EntityField } from '@momq/dialect';
import { temporalEncoding } from '../sql/temporal-encoding.js';
import type { ValueIndex } from './value-index.js';

/** Values of a field that are looked at. */
const maxValues = 100;

/**
 * The schema with how its fields hold points in time, seen in their values, where the pack does not say: ISO text, seconds or milliseconds
 * since 1970. The same schema where nothing new is seen.
 */
export function withSeenTimes(schema: DatabaseSchema, index: ValueIndex): DatabaseSchema {
  const values = new Map(
    index.fields.map((each) => [
      `${each.entity}\u0000${each.field}`,
      each.values.slice(0, maxValues),
    ]),
  );
  let seen = false;
  const described = (entity: string, field: EntityField): EntityField => {
    if (field.temporal !== undefined || field.type === 'date' || field.type === 'datetime')
      return field;
    const temporal = temporalEncoding(field, values.get(`${entity}\u0000${field.name}`) ?? []);
    if (temporal === undefined) return field;
    seen = true;
    return { ...field, temporal };
  };
  const entities = schema.entities.map((entity) => ({
    ...entity,
    fields: entity.fields.map((field) => described(entity.name, field)),
  }));
  return seen ? { ...schema, entities } : schema;
}
