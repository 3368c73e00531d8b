import type { LogicalQuery } from '@momq/dialect';

/** False for a query that gives one row at most, whatever the data: one of aggregates alone, or with such a limit. */
export function mayHaveSeveralRows(query: LogicalQuery): boolean {
  if (query.limit !== undefined) return query.limit > 1;
  if (query.kind === 'set' || query.groupBy.length > 0) return true;
  return !query.select.every((expression) => expression.kind === 'aggregate');
}
