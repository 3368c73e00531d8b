import type { DatabaseContent, FieldType, Value } from '@momq/dialect';

const TYPES: Readonly<Record<FieldType, string>> = {
  text: 'text',
  integer: 'bigint',
  real: 'double',
  boolean: 'tinyint(1)',
  date: 'date',
  datetime: 'datetime',
  other: 'text',
};

const name = (text: string): string => `\`${text.replaceAll('`', '``')}\``;

/** Statements that build a database of a server from plain data, its texts compared by code point. */
export function contentStatements(database: string, { schema, rows }: DatabaseContent): string[] {
  const statements = [
    `CREATE DATABASE ${name(database)} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  ];
  for (const { name: entity, fields } of schema.entities) {
    const table = `${name(database)}.${name(entity)}`;
    const keys = fields
      .filter(({ primaryKey }) => primaryKey === true)
      .map((field) => name(field.name));
    const columns = fields.map((field) => `${name(field.name)} ${TYPES[field.type]}`);
    const key = keys.length === 0 ? [] : [`PRIMARY KEY (${keys.join(', ')})`];
    statements.push(`CREATE TABLE ${table} (${[...columns, ...key].join(', ')})`);
    const values = (rows[entity] ?? []).map((row) => `(${row.map(literal).join(', ')})`);
    if (values.length > 0) statements.push(`INSERT INTO ${table} VALUES ${values.join(', ')}`);
  }
  return statements;
}

function literal(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  return String(value);
}
