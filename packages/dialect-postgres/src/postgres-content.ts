import type { DatabaseContent, DatabaseSchema, FieldType, Value } from '@momq/dialect';
import { createTableStatement, fittedSchema, quoteIdentifier } from '@momq/core/sql';
import { postgresIdentifiers } from './postgres-generator.js';

/** Statements and rows that build a database, and the schema that results. */
export interface PostgresContent {
  readonly schema: DatabaseSchema;
  readonly statements: readonly string[];
  /** COPY statements with their rows in COPY's text format. */
  readonly tables: readonly { readonly copy: string; readonly rows: string }[];
  readonly constraints: readonly string[];
}

/** Plain data as PostgreSQL statements. */
export function renderPostgresContent(content: DatabaseContent): PostgresContent {
  const schema = fittedSchema(content, nativeType);
  return {
    schema,
    statements: schema.entities.map((entity) =>
      createTableStatement(entity, postgresIdentifiers, []),
    ),
    tables: schema.entities.map((entity) => ({
      copy: `COPY ${name(entity.name)} FROM '/dev/blob'`,
      rows: (content.rows[entity.name] ?? [])
        .map(
          (row) =>
            `${row.map((value, index) => copyText(value, entity.fields[index]?.type)).join('\t')}\n`,
        )
        .join(''),
    })),
    constraints: foreignKeys(schema),
  };
}

/** Keys that PostgreSQL accepts: onto a whole primary key, of equal types. Existing rows are not checked. */
function foreignKeys(schema: DatabaseSchema): string[] {
  const types = (entity: string, fields: readonly string[]): readonly (string | undefined)[] =>
    fields.map(
      (field) =>
        schema.entities
          .find((candidate) => candidate.name === entity)
          ?.fields.find((candidate) => candidate.name === field)?.type,
    );
  return schema.links.flatMap(({ from, to }) => {
    const key =
      schema.entities
        .find((entity) => entity.name === to.entity)
        ?.fields.filter((field) => field.primaryKey === true) ?? [];
    const whole =
      key.length > 0 &&
      key.length === to.fields.length &&
      key.every((field) => to.fields.includes(field.name));
    const equal = types(from.entity, from.fields).join() === types(to.entity, to.fields).join();
    if (!whole || !equal) return [];
    const list = (fields: readonly string[]): string => fields.map(name).join(', ');
    return [
      `ALTER TABLE ${name(from.entity)} ADD FOREIGN KEY (${list(from.fields)}) REFERENCES ${name(to.entity)} (${list(to.fields)}) NOT VALID`,
    ];
  });
}

function name(identifier: string): string {
  return quoteIdentifier(identifier, postgresIdentifiers);
}

function nativeType(type: FieldType, values: readonly Value[]): string {
  switch (type) {
    case 'integer':
      return integerType(values);
    case 'real':
      return 'double precision';
    case 'boolean':
    case 'date':
      return type;
    case 'datetime':
      return 'timestamp';
    case 'text':
    case 'other':
      return 'text';
  }
}

function integerType(values: readonly Value[]): string {
  let size = 0;
  for (const value of values) size = Math.max(size, Math.abs(Number(value ?? 0)));
  if (size < 2 ** 31) return 'integer';
  return size < 2 ** 63 ? 'bigint' : 'numeric';
}

function copyText(value: Value | undefined, type: FieldType | undefined): string {
  if (value === null || value === undefined) return '\\N';
  if (type === 'boolean') return value === true || value === 1 ? 't' : 'f';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replace(
    /[\\\t\n\r]/g,
    (character) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[character] ?? '',
  );
}
