import type { DatabaseContent, Link, Value } from '@momq/dialect';

/** Columns of a table that hold the key of another, or of the same. */
export type Reference = Pick<Link, 'from' | 'to'>;

/** Texts without case and punctuation. */
const fold = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The values of one column. */
export function columnValues(
  { schema, rows }: DatabaseContent,
  entity: string,
  field: string,
): Value[] {
  const place = schema.entities
    .find(({ name }) => name === entity)!
    .fields.findIndex(({ name }) => name === field);
  return (rows[entity] ?? []).map((row) => row[place]!);
}

/**
 * Columns that tell the rows of a table apart: the declared primary key, what links point to, and, where nothing is declared, the
 * first column that is called like a key, or is a number at the beginning, and has no value twice.
 */
export function keyColumns(content: DatabaseContent, entity: string): string[] {
  const { schema } = content;
  const { fields } = schema.entities.find(({ name }) => name === entity)!;
  const declared = fields.filter(({ primaryKey }) => primaryKey === true).map(({ name }) => name);
  const pointedTo = schema.links.flatMap(({ to }) => (to.entity === entity ? to.fields : []));
  if (declared.length + pointedTo.length > 0) return [...new Set([...declared, ...pointedTo])];
  const found = fields.find(({ name, type }, place) => {
    const values = columnValues(content, entity, name);
    const called = (place === 0 && type === 'integer') || /id$|no$|nr$|key$|code$/.test(fold(name));
    return (
      called &&
      values.length > 2 &&
      new Set(values).size === values.length &&
      !values.includes(null)
    );
  });
  return found === undefined ? [] : [found.name];
}

/** The declared links, and columns without one that are named after a key of another table and hold only its values. */
export function references(content: DatabaseContent): Reference[] {
  const { entities, links } = content.schema;
  const declared = links.filter(({ from, to }) => from.fields.length === to.fields.length);
  const taken = new Set(
    declared.flatMap(({ from }) => from.fields.map((field) => `${from.entity}/${field}`)),
  );
  const keys = entities.flatMap(({ name }) => {
    const [key, ...more] = keyColumns(content, name);
    return key === undefined || more.length > 0
      ? []
      : [{ entity: name, field: key, values: new Set(columnValues(content, name, key)) }];
  });
  const inferred = entities.flatMap(({ name: entity, fields }) =>
    fields.flatMap(({ name: field }): Reference[] => {
      if (taken.has(`${entity}/${field}`)) return [];
      const values = columnValues(content, entity, field).filter((value) => value !== null);
      const target = keys.find(
        (key) =>
          (key.entity !== entity || key.field !== field) &&
          isNamedAfter(field, key) &&
          values.length > 0 &&
          values.every((value) => key.values.has(value)),
      );
      return target === undefined
        ? []
        : [
            {
              from: { entity, fields: [field] },
              to: { entity: target.entity, fields: [target.field] },
            },
          ];
    }),
  );
  return [...declared, ...inferred];
}

/** `owner_id` and `author_id` after `author.id`, `cust_no` after `customer.cust_no`. */
function isNamedAfter(
  field: string,
  key: { readonly entity: string; readonly field: string },
): boolean {
  const [name, entity, keyName] = [fold(field), fold(key.entity), fold(key.field)];
  const specific = !/^(id|no|nr|key|code)$/.test(keyName);
  if (specific && (name === keyName || name.endsWith(keyName))) return true;
  const noun = entity.replace(/^(tbl|t|dim|fact)(?=[a-z]{3})/, '').replace(/(e?s)$/, '');
  return noun.length > 2 && name.includes(noun) && /(id|no|nr|key|code)$/.test(name);
}
