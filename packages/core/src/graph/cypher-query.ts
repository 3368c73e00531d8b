import type { LogicalQuery, SelectQuery, SetQuery } from '@momq/dialect';
import { isOptional } from '../logical/entity-sources.js';
import { firstSelect } from '../logical/expression-type.js';
import { quoteName } from './cypher-names.js';
import { CypherNestedQueries, tuple } from './cypher-nested.js';
import { isGrouped } from './cypher-group-stage.js';
import type { CypherText, QueryBody, QueryParts, QueryRows, RowCollector } from './cypher-parts.js';
import { projectionClause } from './cypher-projection.js';
import { CypherScope } from './cypher-scope.js';
import { selectBody, withoutStar } from './cypher-select.js';
import { CypherVariables } from './cypher-variables.js';

/** The writers that parts of a query call for the queries inside them. */
export const queryParts: QueryParts = { select: selectBody, rows: rowsOf };

/** A whole query, up to its RETURN. */
export function queryText(
  query: LogicalQuery,
  text: CypherText,
  columns?: readonly string[],
): string {
  if (query.kind === 'select') return closed(selectBody(query, text, columns ? { columns } : {}));
  if (query.operator === 'union')
    return unionText(query, text, columns ?? columnNames(query, text));
  return closed(filteredBody(query, text, columns));
}

function rowsOf(
  query: LogicalQuery,
  text: CypherText,
  options: { readonly named?: boolean } = {},
): QueryRows {
  if (query.kind === 'set') {
    const columns = columnNames(query, text);
    return {
      clauses: [`CALL { ${queryText(query, text, columns)} }`],
      columns: columns.map(quoteName),
      aggregates: false,
    };
  }
  const { clauses, projection } = selectBody(query, text);
  const { items, distinct, orderBy, limit, aggregates } = projection;
  const isBare = limit === undefined && !(aggregates && (options.named || distinct));
  if (isBare) return { clauses, columns: items.map((item) => item.text), aggregates };
  const named = items.map((item, index) => ({
    text: item.text,
    name:
      item.name ??
      plainName(item.text) ??
      text.variables.forExpression(withoutStar(query, text).select[index] ?? { kind: 'star' }),
  }));
  const stage = projectionClause('WITH', {
    items: named,
    distinct,
    orderBy,
    aggregates,
    ...(limit !== undefined && { limit }),
  });
  return {
    clauses: [...clauses, stage],
    columns: named.map(({ name }) => quoteName(name)),
    aggregates: false,
  };
}

/** The text of an item that is a variable already. */
function plainName(text: string): string | undefined {
  return /^[A-Za-z_]\w*$/.test(text) ? text : undefined;
}

function closed({ clauses, projection }: QueryBody): string {
  return [...clauses, projectionClause('RETURN', projection)].join(' ');
}

function columnNames(query: LogicalQuery, text: CypherText): string[] {
  return withoutStar(firstSelect(query), text).select.map((expression) =>
    text.variables.forExpression(expression),
  );
}

/** UNION and UNION ALL cannot follow each other in one Cypher query: a part of the other kind stands in CALL. */
function unionText(query: SetQuery, text: CypherText, columns: readonly string[]): string {
  const part = (side: LogicalQuery): string => {
    const own: CypherText = { ...text, variables: new CypherVariables(columns) };
    const written = queryText(side, own, columns);
    const mixed = side.kind === 'set' && side.operator === 'union' && side.all !== query.all;
    return mixed ? `CALL { ${written} } RETURN ${columns.map(quoteName).join(', ')}` : written;
  };
  return `${part(query.left)} UNION ${query.all ? 'ALL ' : ''}${part(query.right)}`;
}

/** INTERSECT and EXCEPT: the rows of the left query that are, or are not, in the collected rows of the right one. */
function filteredBody(
  query: SetQuery,
  text: CypherText,
  columns: readonly string[] | undefined,
): QueryBody {
  const { left, right } = query;
  const filter = (row: readonly string[], collector: RowCollector): string => {
    const membership = `${tuple(row)} IN ${collector.rows(right)}`;
    return query.operator === 'except' ? `NOT (${membership})` : membership;
  };
  if (left.kind === 'select' && isPlain(left)) {
    const body = selectBody(left, text, { ...(columns && { columns }), filter });
    return { ...body, projection: { ...body.projection, distinct: true } };
  }
  const names = columns ?? columnNames(left, text);
  const nested = new CypherNestedQueries(text, new CypherScope({ from: [] }, text.variables));
  const condition = filter(names.map(quoteName), nested);
  const clauses = [
    ...nested.clauses,
    `CALL { ${queryText(left, text, names)} }`,
    `WITH * WHERE ${condition}`,
  ];
  const items = names.map((name) => ({ text: quoteName(name) }));
  return { clauses, projection: { items, distinct: true, orderBy: [], aggregates: false } };
}

function isPlain(query: SelectQuery): boolean {
  const hasOptional = query.from.some(isOptional);
  return (
    !isGrouped(query) && query.limit === undefined && query.orderBy.length === 0 && !hasOptional
  );
}
