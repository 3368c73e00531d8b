import type { DatabaseContent, DatabaseSchema, FieldType, Value } from '@momq/dialect';
import { createTableStatement, fittedSchema, quoteIdentifier, quoteText } from '@momq/core/sql';
import { duckdbIdentifiers } from './generator.js';

/** Statements that build a database, and the schema that results. */
export interface DuckdbContent {
  readonly schema: DatabaseSchema;
  readonly statements: readonly string[];
}

/** Rows of one INSERT. */
const BLOCK_ROWS = 500;

/**
 * Plain data as DuckDB statements. Foreign keys are in the schema alone: DuckDB refuses rows that point nowhere, and content has
 * some.
 *
 * @throws DatabaseOpenError when a row has not one value a field
 */
export function renderContent(content: DatabaseContent): DuckdbContent {
  const schema = fittedSchema(content, nativeType);
  const statements = schema.entities.flatMap((entity) => {
    const rows = content.rows[entity.name] ?? [];
    const into = `INSERT INTO ${quoteIdentifier(entity.name, duckdbIdentifiers)} VALUES`;
    const blocks = Array.from({ length: Math.ceil(rows.length / BLOCK_ROWS) }, (_, block) =>
      rows.slice(block * BLOCK_ROWS, (block + 1) * BLOCK_ROWS),
    );
    return [
      createTableStatement(entity, duckdbIdentifiers, []),
      ...blocks.map(
        (block) =>
          `${into} ${block.map((row) => `(${row.map((value, place) => literal(value, entity.fields[place]?.type)).join(', ')})`).join(', ')}`,
      ),
    ];
  });
  return { schema, statements };
}

function nativeType(type: FieldType, values: readonly Value[]): string {
  switch (type) {
    case 'integer':
      return integerType(values);
    case 'real':
      return 'DOUBLE';
    case 'boolean':
    case 'date':
      return type.toUpperCase();
    case 'datetime':
      return 'TIMESTAMP';
    case 'text':
    case 'other':
      return 'VARCHAR';
  }
}

function integerType(values: readonly Value[]): string {
  const fits = (bits: number): boolean =>
    values.every(
      (value) =>
        value === null || BigInt.asIntN(bits, BigInt(value as bigint)) === BigInt(value as bigint),
    );
  if (fits(64)) return 'BIGINT';
  return fits(128) ? 'HUGEINT' : 'VARCHAR';
}

function literal(value: Value, type: FieldType | undefined): string {
  if (value === null) return 'NULL';
  if (type === 'boolean') return value === true || value === 1 ? 'TRUE' : 'FALSE';
  if (typeof value === 'number' && type === 'real') return `'${value}'::DOUBLE`;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return typeof value === 'number' || typeof value === 'bigint' ? `'${text}'` : quoteText(text);
}
