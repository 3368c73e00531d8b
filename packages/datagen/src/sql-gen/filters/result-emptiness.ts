import type { QueryResult } from '@momq/dialect';

/** What makes a result say nothing: no row, or NULL alone. */
export function resultEmptiness({
  rows,
}: Pick<QueryResult, 'rows'>): 'no row' | 'NULL alone' | undefined {
  if (rows.length === 0) return 'no row';
  return rows.every((row) => row.every((value) => value === null)) ? 'NULL alone' : undefined;
}
