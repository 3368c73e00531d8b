import { splitName } from '@momq/core/linking';
import type { DatabaseContent, Entity, Value } from '@momq/dialect';

import type {
  LivedInColumn,
  LivedInDatabase,
  LivedInLink,
  LivedInTable,
} from '../templates/lived-in/lived-in-database.js';
import { describeColumn } from './describe-column.js';

/** A table's noun: its alias, or its name without prefix and in the singular. */
function nounOf({ name, aliases }: Entity): string {
  if (aliases?.[0] !== undefined) return aliases[0];
  const words = splitName(name)
    .join(' ')
    .replace(/^(tbl|t|dim|fact|x) /, '');
  if (/(ss|us|is)$/.test(words)) return words;
  return words
    .replace(/ies$/, 'y')
    .replace(/(sh|ch|x|ss)es$/, '$1')
    .replace(/s$/, '');
}

/** The roles of a table that one column alone plays: of several, the first does. */
const single = new Set(['start', 'end', 'deleted', 'money']);

/**
 * Somebody's database as the bank of intents sees it: what each column is for and what people call it, concluded from names,
 * types, values and declared keys. Tables without rows are left out, and so are links of several columns.
 */
export function describeDatabase(id: string, content: DatabaseContent): LivedInDatabase {
  const { schema, rows } = content;
  const links = schema.links.filter(
    ({ from, to }) => from.fields.length === 1 && to.fields.length === 1,
  );
  const tables = schema.entities
    .filter(({ name, fields }) => (rows[name]?.length ?? 0) > 0 && fields.length > 0)
    .map((entity) => describeTable(entity, rows[entity.name] ?? [], links));
  const found = links.flatMap(({ from, to }): LivedInLink[] => {
    const child = tables.find(({ table }) => table === from.entity);
    const parent = tables.find(({ table }) => table === to.entity);
    const column = child?.columns.find(({ name }) => name === from.fields[0]);
    const isKey = parent?.key.name === to.fields[0];
    return child && parent && column && isKey ? [{ child, parent, column }] : [];
  });
  return { id, content, tables, links: found };
}

function describeTable(
  entity: Entity,
  rows: readonly (readonly Value[])[],
  links: DatabaseContent['schema']['links'],
): LivedInTable {
  const taken = new Set<string>();
  const linkOf = (name: string) =>
    links.find(({ from }) => from.entity === entity.name && from.fields[0] === name);
  const columns = entity.fields.map((field, index): LivedInColumn => {
    const values = rows.map((row) => row[index] ?? null);
    const column = describeColumn(entity.name, field, values);
    const link = linkOf(field.name);
    if (link) return { ...column, role: link.to.entity === entity.name ? 'parent' : 'reference' };
    if (field.primaryKey === true) return { ...column, role: 'key' };
    if (single.has(column.role) && taken.has(column.role)) return { ...column, role: 'noise' };
    taken.add(column.role);
    return column;
  });
  const keys = columns.filter(({ role }) => role === 'key');
  const key = keys.length === 1 ? keys[0]! : columns[0]!;
  const label = columns.find(({ role }) => role === 'label');
  return {
    table: entity.name,
    nouns: [nounOf(entity)],
    columns,
    key,
    ...(label && { label }),
    rowCount: rows.length,
  };
}
