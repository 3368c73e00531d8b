import { quoteIdentifier } from '@momq/core/sql';
import type { Value } from '@momq/dialect';
import { sqliteIdentifiers } from './sqlite-generator.js';

/** A statement that reads values of one column, and which of them count; all where `keep` is missing. */
export interface ValuesStatement {
  readonly sql: string;
  readonly values: readonly Value[];
  readonly keep?: (value: Value) => boolean;
}

/**
 * Distinct values of a column that are not NULL, and equal one of `equalTo` when case is ignored. SQLite ignores the case of
 * ASCII letters only: texts with others are read by a pattern in which each of them is any character.
 */
export function valuesStatement(
  table: string,
  column: string,
  equalTo: readonly string[] | undefined,
): ValuesStatement {
  const [from, of] = [table, column].map((name) => quoteIdentifier(name, sqliteIdentifiers));
  const sql = `SELECT DISTINCT ${of} FROM ${from} WHERE ${of} IS NOT NULL`;
  if (equalTo === undefined) return { sql, values: [] };
  const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);
  if (equalTo.every(isAscii)) {
    return {
      sql: `${sql} AND typeof(${of}) = 'text' AND ${of} COLLATE NOCASE IN (SELECT value FROM json_each(?))`,
      values: [JSON.stringify(equalTo)],
    };
  }
  const wanted = new Set(equalTo.map((text) => text.toLowerCase()));
  const patterns = equalTo.map((text) =>
    text.replace(/[\\%_]/g, '\\$&').replace(/[^\p{ASCII}]/gu, '_'),
  );
  return {
    sql: `${sql} AND typeof(${of}) = 'text' AND EXISTS (SELECT 1 FROM json_each(?) AS wanted WHERE ${from}.${of} LIKE wanted.value ESCAPE '\\')`,
    values: [JSON.stringify(patterns)],
    keep: (value) => typeof value === 'string' && wanted.has(value.toLowerCase()),
  };
}
