import { UnsupportedFeatureError } from '@momq/dialect';
import type { Expression, LogicalConstruct, LogicalQuery, OrderKey } from '@momq/dialect';
import { visitQuery } from './visit-query.js';

/** The constructs of the logical form that a canonical query uses, of those that a dialect may lack. */
export function usedConstructs(query: LogicalQuery): ReadonlySet<LogicalConstruct> {
  const used = new Set<LogicalConstruct>();
  const keys = (orderBy: readonly OrderKey[]): void => {
    if (orderBy.some(({ nulls }) => nulls !== undefined)) used.add('nulls');
  };
  visitQuery(query, {
    query(each) {
      keys(each.orderBy ?? []);
      if (each.offset !== undefined) used.add('offset');
      if (each.kind === 'select') return;
      used.add(each.operator);
      if (each.all && each.operator !== 'union') used.add('all');
      const ordered = each.orderBy !== undefined && each.orderBy.length > 0;
      if (ordered || each.limit !== undefined || each.offset !== undefined) used.add('set-order');
    },
    source(source) {
      if (source.kind === 'derived') used.add('derived');
    },
    condition(condition) {
      if (condition.kind === 'exists') used.add('exists');
    },
    expression(expression) {
      if (expression.kind === 'window') keys(expression.orderBy);
      for (const construct of constructsOf(expression)) used.add(construct);
    },
  });
  return used;
}

function constructsOf(expression: Expression): readonly LogicalConstruct[] {
  switch (expression.kind) {
    case 'field':
    case 'column':
      return (expression.outer ?? 0) > 0 ? ['correlation'] : [];
    case 'call':
      return [`function:${expression.function}`];
    case 'cast':
      return ['cast', `cast:${expression.type}`];
    case 'case':
    case 'window':
    case 'subquery':
      return [expression.kind];
    case 'star':
    case 'literal':
    case 'aggregate':
    case 'arithmetic':
      return [];
  }
}

/** @throws UnsupportedFeatureError when a canonical query uses one of the constructs that the dialect lacks */
export function refuseConstructs(
  query: LogicalQuery,
  lacking: readonly LogicalConstruct[],
  dialect: string,
): void {
  const used = usedConstructs(query);
  const stray = lacking.find((construct) => used.has(construct));
  if (stray === undefined) return;
  throw new UnsupportedFeatureError(
    `${dialect}: expected a query without ${stray}, got one with it. Rewrite it without, or ask another dialect.`,
  );
}
