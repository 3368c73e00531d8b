import type { Aggregate, OrderKey, SelectQuery } from '@momq/dialect';
import type { CypherExpressionWriter } from './cypher-expression.js';
import type { QueryBody } from './cypher-parts.js';
import { projectionClause, type ProjectedItem, type Projection } from './cypher-projection.js';
import { orderText } from './cypher-order.js';
import { expressionKey } from './cypher-scope.js';
import type { SelectParts } from './cypher-select-parts.js';

/** The projection of a SELECT whose rows are not folded, or of what is left to do behind its groups. */
export function plainProjection(parts: SelectParts, writer: CypherExpressionWriter): QueryBody {
  const { query, text, columns } = parts;
  const hidden = query.orderBy.filter(
    ({ expression }) =>
      !query.select.some((item) => expressionKey(item) === expressionKey(expression)),
  );
  if (query.distinct && hidden.length > 0) return distinctThenOrdered(parts, hidden, writer);
  const named = new Map<string, string>();
  const items = query.select.map((expression, index): ProjectedItem => {
    const isSorted =
      query.distinct &&
      query.orderBy.some((key) => expressionKey(key.expression) === expressionKey(expression));
    const name =
      columns?.[index] ?? (isSorted ? text.variables.forExpression(expression) : undefined);
    if (name !== undefined && query.distinct) named.set(expressionKey(expression), name);
    return { text: writer.expression(expression), ...(name !== undefined && { name }) };
  });
  const orderBy = query.orderBy.map((key) =>
    orderText(
      key,
      named.get(expressionKey(key.expression)) ?? writer.expression(key.expression),
      query,
      text.schema,
    ),
  );
  return { clauses: [], projection: projection(query, { items, orderBy, aggregates: false }) };
}

/** DISTINCT rows sorted by what they do not show: by the least (or, descending, greatest) hidden value of each. */
function distinctThenOrdered(
  { query, text, columns }: SelectParts,
  hidden: readonly OrderKey[],
  writer: CypherExpressionWriter,
): QueryBody {
  const items = query.select.map((expression, index) => ({
    text: writer.expression(expression),
    name: columns?.[index] ?? text.variables.forExpression(expression),
  }));
  const names = new Map(
    query.select.map((expression, index) => [expressionKey(expression), items[index]!.name]),
  );
  const keys = hidden.map(({ expression, descending }) => {
    const extreme: Aggregate = {
      kind: 'aggregate',
      function: descending ? 'max' : 'min',
      distinct: false,
      argument: expression,
    };
    const name = text.variables.forExpression(extreme);
    names.set(expressionKey(expression), name);
    return { text: writer.expression(extreme), name };
  });
  const stage = projectionClause('WITH', {
    items: [...items, ...keys],
    distinct: false,
    orderBy: [],
    aggregates: true,
  });
  const orderBy = query.orderBy.map((key) =>
    orderText(key, names.get(expressionKey(key.expression))!, query, text.schema),
  );
  const shown = items.map(({ name }) => ({ text: name, name }));
  return {
    clauses: [stage],
    projection: projection(
      { ...query, distinct: false },
      { items: shown, orderBy, aggregates: false },
    ),
  };
}

/** Items with the DISTINCT, LIMIT and OFFSET of their query. */
export function projection(
  query: SelectQuery,
  rest: Omit<Projection, 'distinct' | 'limit' | 'offset'>,
): Projection {
  return {
    ...rest,
    distinct: query.distinct,
    ...(query.limit !== undefined && { limit: query.limit }),
    ...(query.offset !== undefined && { offset: query.offset }),
  };
}
