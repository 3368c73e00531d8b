import { quoteName } from './cypher-names.js';

/** One column of RETURN or WITH. */
export interface ProjectedItem {
  readonly text: string;
  /** Written as `AS name` when given. */
  readonly name?: string;
}

/** The last clause of a query, before it is known whether it becomes RETURN or a stage of a larger query. */
export interface Projection {
  readonly items: readonly ProjectedItem[];
  readonly distinct: boolean;
  readonly orderBy: readonly string[];
  readonly limit?: number;
  readonly offset?: number;
  /** True when items aggregate the rows that reach them. */
  readonly aggregates: boolean;
}

/** `RETURN …` or `WITH …` with DISTINCT, ORDER BY, SKIP and LIMIT. */
export function projectionClause(
  keyword: 'RETURN' | 'WITH',
  { items, distinct, orderBy, limit, offset }: Projection,
): string {
  const columns = items.map(({ text, name }) =>
    name === undefined || name === text ? text : `${text} AS ${quoteName(name)}`,
  );
  return [
    `${keyword} ${distinct ? 'DISTINCT ' : ''}${columns.join(', ')}`,
    ...(orderBy.length > 0 ? [`ORDER BY ${orderBy.join(', ')}`] : []),
    ...(offset === undefined ? [] : [`SKIP ${offset}`]),
    ...(limit === undefined ? [] : [`LIMIT ${limit}`]),
  ].join(' ');
}
