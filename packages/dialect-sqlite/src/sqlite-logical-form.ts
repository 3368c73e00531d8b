import {
  QuerySyntaxError,
  UnsupportedFeatureError,
  type DatabaseSchema,
  type LogicalQuery,
} from '@momq/dialect';
import { canonicalise } from '@momq/core/logical';
import { parseStmt } from 'sqlite3-parser';
import { convertCondition } from './sqlite-logical-form-conditions.js';
import { ReadingGuard } from './sqlite-logical-form-context.js';
import { convertExpression } from './sqlite-logical-form-expressions.js';
import { convertQuery } from './sqlite-logical-form-query.js';

/**
 * Reads a SQLite SELECT into the canonical logical form.
 *
 * Names are resolved against `schema` as SQLite does (without regard to case; double-quoted text that is no column is a string).
 * ON, USING and WHERE equalities become joins, along a link of the schema where one matches. Common table expressions are
 * written out where they are used. Whatever the form cannot say with the same meaning is refused.
 *
 * @throws QuerySyntaxError when SQLite's grammar does not accept the text.
 * @throws UnsupportedFeatureError for what the logical form lacks, for example recursive tables, RIGHT and FULL JOIN, VALUES,
 * frames of windows, functions outside the catalogue, and comparisons of texts with numbers.
 */
export function readSqlite(text: string, schema: DatabaseSchema): LogicalQuery {
  const parsed = parseStmt(text);
  if (parsed.status === 'error') {
    const diagnostic = parsed.errors[0];
    const { line, col, offset, length } = diagnostic?.span ?? {
      line: 1,
      col: 0,
      offset: 0,
      length: 0,
    };
    throw new QuerySyntaxError(`SQLite: ${diagnostic?.message ?? 'syntax error'}`, {
      line,
      column: col + 1,
      fragment: text.slice(offset, offset + Math.max(length, 20)),
    });
  }
  if (parsed.root.type !== 'SelectStmt') {
    throw new UnsupportedFeatureError(
      `logical form: expected a SELECT, got ${parsed.root.type}. Only read queries have a logical form.`,
    );
  }
  const { query } = convertQuery(
    parsed.root.body,
    {
      text,
      schema,
      tables: new Map(),
      guard: new ReadingGuard(),
      read: { expression: convertExpression, condition: convertCondition, query: convertQuery },
    },
    { parent: undefined, spread: false },
  );
  return canonicalise(query, schema);
}
