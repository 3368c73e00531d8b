import type { QueryResult } from '../dialect/dialect.js';
import type { Value } from '../schema/database-schema.js';

/**
 * A text that is the same for two results with the same rows, whatever the order of rows and columns.
 *
 * Cells are compared by their text, numbers to six digits; cells of a row are sorted, so that two results whose columns
 * hold the same values row by row in another arrangement also count as the same. Good enough to count votes.
 */
export function resultKey({ rows }: Pick<QueryResult, 'rows'>): string {
  return rows
    .map((row) => JSON.stringify(row.map(cellText).sort()))
    .sort()
    .join('\n');
}

function cellText(cell: Value): string {
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : cell.toPrecision(6);
  if (typeof cell === 'object' && cell !== null) return JSON.stringify(cell);
  return String(cell);
}
