import type { DatabaseSchema, Entity } from '@momq/dialect';
import { splitName } from './split-name.js';
import type { ValueIndex } from './value-index.js';

/** Last words of the names of keys. */
const keyWords = new Set('id no nr num number key code cd uuid guid'.split(' '));

/**
 * The schema with the keys of tables that declare none, seen in their values: a column that other tables refer to, else the first one
 * where it is called like a key and no two rows have the same; one that is seen to repeat is none. The same schema where nothing is seen.
 */
export function withSeenKeys(schema: DatabaseSchema, index: ValueIndex): DatabaseSchema {
  if (schema.family !== 'relational') return schema;
  let seen = false;
  const entities = schema.entities.map((entity) => {
    const key = seenKey(entity, schema, index);
    if (key === undefined) return entity;
    seen = true;
    const fields = entity.fields.map((field) =>
      field.name === key ? { ...field, primaryKey: true } : field,
    );
    return { ...entity, fields };
  });
  return seen ? { ...schema, entities } : schema;
}

function seenKey(entity: Entity, { links }: DatabaseSchema, index: ValueIndex): string | undefined {
  const { name, kind, rowCount, fields } = entity;
  if (kind === 'view' || fields.some(({ primaryKey }) => primaryKey === true)) return undefined;
  const repeats = (field: string): boolean | undefined => {
    const read = index.fields.find((each) => each.entity === name && each.field === field);
    return read?.complete === true && rowCount !== undefined
      ? read.values.length < rowCount
      : undefined;
  };
  const referred = links.flatMap(({ to }) =>
    to.entity === name && to.fields.length === 1 ? to.fields : [],
  );
  // of a large table not all values were read, and those that the link was concluded from did not repeat
  const key = referred.find((field) => repeats(field) !== true);
  if (key !== undefined) return key;
  const [first] = fields;
  const isCalledKey = first !== undefined && keyWords.has(splitName(first.name).at(-1) ?? '');
  return isCalledKey && Number(rowCount) > 1 && repeats(first.name) === false
    ? first.name
    : undefined;
}
