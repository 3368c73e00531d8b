import type { DatabaseSchema, LogicalQuery, OrderKey } from '@momq/dialect';
import { isNullable } from '../logical/nullable.js';
import { operand } from './cypher-binding.js';

/**
 * One key of ORDER BY. Cypher sorts null above every value, the logical form below: where a key may be null, what it is comes
 * first.
 */
export function orderText(
  { expression, descending, nulls = descending ? 'last' : 'first' }: OrderKey,
  written: string,
  query: LogicalQuery,
  schema: DatabaseSchema,
): string {
  const key = descending ? `${written} DESC` : written;
  const byItself = descending ? 'first' : 'last';
  if (nulls === byItself || !isNullable(expression, query, schema)) return key;
  return `${operand(written)} IS ${nulls === 'first' ? 'NOT ' : ''}NULL, ${key}`;
}
