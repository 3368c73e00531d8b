import type { QueryResult } from '@momq/dialect';

/** Why rows answer no question: there are none, too many, or nothing is in them. */
export function unusableRows(rows: QueryResult['rows'], maxRows: number): string | undefined {
  if (rows.length === 0) return 'no row';
  if (rows.length > maxRows) return 'too many rows';
  return rows.every((row) => row.every((value) => value === null || value === 0))
    ? 'nothing but NULL or zero'
    : undefined;
}
