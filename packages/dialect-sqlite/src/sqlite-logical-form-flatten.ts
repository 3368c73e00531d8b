import {
  conditionPieces,
  expressionPieces,
  mapQuery,
  queryPieces,
  visitQuery,
} from '@momq/core/logical';
import type { Condition, Expression, LogicalQuery, SelectQuery } from '@momq/dialect';

/**
 * A SELECT whose FROM is one subquery, as one SELECT where that means the same: a plain filter is merged, columns that are
 * not asked for go, and conditions on a grouped subquery become HAVING.
 */
export function flatten(query: SelectQuery): LogicalQuery {
  const [source, ...more] = query.from;
  if (source?.kind !== 'derived' || more.length > 0 || reachesOut(source.query, 0)) return query;
  const inner = source.query;
  if (isWhole(query, inner)) return inner;
  if (inner.kind === 'set' || inner.distinct || nestedColumns(query)) return query;
  const plain =
    inner.groupBy.length === 0 &&
    inner.having === undefined &&
    !isCut(inner) &&
    inner.orderBy.length === 0 &&
    !some(inner.select, isComputed);
  if (plain) return merged(query, inner);
  const projection =
    query.groupBy.length === 0 &&
    query.having === undefined &&
    !some([...query.select, ...query.orderBy.map(({ expression }) => expression)], isComputed);
  return projection ? (projected(query, inner) ?? query) : query;
}

/** `SELECT * FROM (…)`, with nothing around it. */
function isWhole(query: SelectQuery, inner: LogicalQuery): boolean {
  const first = firstSelect(inner);
  return (
    isBare(query) &&
    !query.distinct &&
    query.select.length === first.select.length &&
    query.select.every(
      (each, index) => each.kind === 'column' && each.column === index && !each.outer,
    )
  );
}

function firstSelect(query: LogicalQuery): SelectQuery {
  let first = query;
  while (first.kind === 'set') first = first.left;
  return first;
}

function isBare({ where, groupBy, having, orderBy, ...query }: SelectQuery): boolean {
  return !where && groupBy.length === 0 && !having && orderBy.length === 0 && !isCut(query);
}

function isCut({ limit, offset }: Pick<SelectQuery, 'limit' | 'offset'>): boolean {
  return limit !== undefined || offset !== undefined;
}

function merged(query: SelectQuery, inner: SelectQuery): SelectQuery {
  const outside = substituted(query, inner.select);
  const where = both(inner.where, outside.where);
  return { ...outside, from: inner.from, ...(where && { where }) };
}

function projected(query: SelectQuery, inner: SelectQuery): SelectQuery | undefined {
  const asksMore = !isBare(query) || query.distinct;
  if (asksMore && (isCut(inner) || inner.orderBy.length > 0)) return undefined;
  if (query.where && (inner.groupBy.length === 0 || some(inner.select, isWindow))) return undefined;
  if (dropsAggregates(query, inner)) return undefined;
  const { select, distinct, where, orderBy, limit, offset } = substituted(query, inner.select);
  if (!asksMore) return { ...inner, select };
  const having = both(inner.having, where);
  return {
    ...inner,
    distinct,
    select,
    ...(having && { having }),
    orderBy,
    ...(limit !== undefined && { limit }),
    ...(offset !== undefined && { offset }),
  };
}

/**
 * True where a column that is not asked for decides about the rows: without GROUP BY an aggregate makes one row of all,
 * and a minimum or maximum chooses the row that plain fields come from (https://sqlite.org/lang_select.html#bareagg).
 */
function dropsAggregates(query: SelectQuery, inner: SelectQuery): boolean {
  const asked = new Set<number>();
  visitQuery(
    { ...query, from: [] },
    {
      expression: (expression) => {
        if (expression.kind === 'column') asked.add(expression.column);
      },
    },
  );
  const dropped = inner.select.filter((_, index) => !asked.has(index));
  return some(dropped, (expression) => {
    if (expression.kind !== 'aggregate') return false;
    const chooses = expression.function === 'min' || expression.function === 'max';
    return chooses || inner.groupBy.length === 0;
  });
}

function both(first: Condition | undefined, second: Condition | undefined): Condition | undefined {
  return first && second ? { kind: 'and', conditions: [first, second] } : (first ?? second);
}

/** The query with the columns of its subquery replaced by what they are; without its FROM. */
function substituted(query: SelectQuery, columns: readonly Expression[]): SelectQuery {
  const replaced = mapQuery(
    { ...query, from: [] },
    {
      expression: (expression) =>
        expression.kind === 'column' && !expression.outer
          ? (columns[expression.column] ?? expression)
          : expression,
    },
  );
  return replaced.kind === 'select' ? replaced : query;
}

/** True where a query inside names a column of a subquery in FROM, its own or the outer one's. */
function nestedColumns(query: SelectQuery): boolean {
  const outside = { ...query, from: [] };
  let found = false;
  visitQuery(outside, {
    query: (nested) => {
      if (nested === outside) return;
      visitQuery(nested, {
        expression: ({ kind }) => {
          if (kind === 'column') found = true;
        },
      });
    },
  });
  return found;
}

function isWindow({ kind }: Expression): boolean {
  return kind === 'window';
}

/** What cannot be moved into another SELECT: it is computed over rows. */
function isComputed({ kind }: Expression): boolean {
  return kind === 'aggregate' || kind === 'window' || kind === 'subquery';
}

function some(
  expressions: readonly Expression[],
  is: (expression: Expression) => boolean,
): boolean {
  let found = false;
  const select: SelectQuery = {
    kind: 'select',
    from: [],
    distinct: false,
    select: expressions,
    groupBy: [],
    orderBy: [],
  };
  visitQuery(select, {
    expression: (expression) => {
      if (is(expression)) found = true;
    },
  });
  return found;
}

/** True where some part names a source further out than the query itself, which stands `depth` queries in. */
function reachesOut(query: LogicalQuery, depth: number): boolean {
  const inside = query.kind === 'set' ? depth - 1 : depth;
  const pieces = queryPieces(query);
  const further = (nested: LogicalQuery): boolean => reachesOut(nested, inside + 1);
  const ofExpression = (expression: Expression): boolean => {
    if (expression.kind === 'field' || expression.kind === 'column')
      return (expression.outer ?? 0) > inside;
    return inPieces(expressionPieces(expression));
  };
  const inPieces = ({
    expressions,
    conditions,
    queries,
  }: ReturnType<typeof queryPieces>): boolean =>
    expressions.some(ofExpression) ||
    conditions.some((condition) => inPieces(conditionPieces(condition))) ||
    queries.some(further);
  return inPieces(pieces);
}
