import type { DatabaseContent, EntityField, FieldType, Link, Value } from '@momq/dialect';

const types: Readonly<Record<string, FieldType>> = {
  int: 'integer',
  text: 'text',
  real: 'real',
  bool: 'boolean',
  date: 'date',
  datetime: 'datetime',
};

/**
 * A database in a few lines.
 *
 * @param tables - rows by `name(field type, …)`; `pk` behind a type marks the key
 * @param keys - foreign keys as `from.field to.field`
 */
export function smallContent(
  name: string,
  tables: Readonly<Record<string, readonly (readonly Value[])[]>>,
  keys: readonly string[] = [],
): DatabaseContent {
  const parts = Object.entries(tables).map(([head, rows]) => {
    const [, entity = '', list = ''] = /^([^(]+)\((.*)\)$/.exec(head) ?? [];
    return { entity, fields: list.split(',').map(readField), rows };
  });
  return {
    schema: {
      name,
      family: 'relational',
      entities: parts.map(({ entity, fields }) => ({ name: entity, fields })),
      links: keys.map(readKey),
    },
    rows: Object.fromEntries(parts.map(({ entity, rows }) => [entity, rows])),
  };
}

function readField(text: string): EntityField {
  const [, name = '', type = '', key] = /^\s*(.+?) (\w+?)( pk)?\s*$/.exec(text) ?? [];
  return { name, type: types[type] ?? 'other', ...(key !== undefined && { primaryKey: true }) };
}

function readKey(text: string): Link {
  const end = (place: string): Link['from'] => {
    const [entity = '', field = ''] = place.split('.');
    return { entity, fields: [field] };
  };
  const [from = '', to = ''] = text.split(' ');
  return { name: from, from: end(from), to: end(to), fields: [] };
}
