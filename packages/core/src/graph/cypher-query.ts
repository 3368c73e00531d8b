import type { LogicalQuery, SelectQuery, SetQuery } from '@momq/dialect';
import { isOptional } from '../logical/entity-sources.js';
import { isNullable } from '../logical/nullable.js';
import { CypherExpressionWriter } from './cypher-expression.js';
import { orderText } from './cypher-order.js';
import { firstSelect } from '../logical/expression-type.js';
import { quoteName } from './cypher-names.js';
import { CypherNestedQueries, tuple } from './cypher-nested.js';
import { isGrouped } from './cypher-group-stage.js';
import type {
  CypherText,
  QueryBody,
  QueryParts,
  QueryRows,
  RowCollector,
  RowOptions,
} from './cypher-parts.js';
import { projectionClause, type ProjectedItem } from './cypher-projection.js';
import { CypherScope } from './cypher-scope.js';
import { selectBody } from './cypher-select.js';
import { withoutStar } from './cypher-star.js';
import { hasWindows } from './cypher-windows.js';
import { CypherVariables } from './cypher-variables.js';

/** The writers that parts of a query call for the queries inside them. */
export const queryParts: QueryParts = { select: selectBody, rows: rowsOf, text: queryText };

/** A whole query, up to its RETURN. */
export function queryText(
  query: LogicalQuery,
  text: CypherText,
  columns?: readonly string[],
): string {
  if (query.kind === 'select')
    return closed(selectBody(query, text, columns ? { columns } : {}), text);
  if (isOrdered(query))
    return closed(orderedBody(query, text, columns ?? columnNames(query, text)), text);
  if (query.operator === 'union')
    return unionText(query, text, columns ?? columnNames(query, text));
  return closed(comparedBody(query, text, columns), text);
}

function isOrdered({ orderBy = [], limit, offset }: SetQuery): boolean {
  return orderBy.length > 0 || limit !== undefined || offset !== undefined;
}

/** A set operation with an order or a limit of its own: it stands in CALL, they behind it. */
function orderedBody(query: SetQuery, text: CypherText, names: readonly string[]): QueryBody {
  const { orderBy = [], limit, offset, ...bare } = query;
  const columns = names.map(quoteName);
  const inner = { ...text, variables: new CypherVariables(names) };
  const from = [{ kind: 'derived', query: bare }] as const;
  const { schema, variables } = text;
  const scope = new CypherScope({ query: { from }, schema, variables, columns: [columns] });
  const nested = new CypherNestedQueries(text, scope);
  const writer = new CypherExpressionWriter(text, scope, nested);
  const keys = orderBy.map((key) =>
    orderText(key, writer.expression(key.expression), query, schema),
  );
  return {
    clauses: [...nested.clauses, `CALL { ${queryText(bare, inner, names)} }`],
    projection: {
      items: columns.map((column) => ({ text: column })),
      distinct: false,
      orderBy: keys,
      aggregates: false,
      ...(limit !== undefined && { limit }),
      ...(offset !== undefined && { offset }),
    },
  };
}

function rowsOf(query: LogicalQuery, text: CypherText, options: RowOptions = {}): QueryRows {
  if (query.kind === 'set') {
    const columns = columnNames(query, text);
    return {
      clauses: [`CALL { ${queryText(query, text, columns)} }`],
      columns: columns.map(quoteName),
      aggregates: false,
    };
  }
  const { parent } = options;
  const { clauses, projection, imports } = selectBody(query, text, parent ? { parent } : {});
  const { items, distinct, orderBy, limit, offset, aggregates } = projection;
  const used = imports && { imports };
  const isBare =
    limit === undefined &&
    offset === undefined &&
    orderBy.length === 0 &&
    !(aggregates && (options.named || distinct));
  if (isBare) return { clauses, columns: items.map((item) => item.text), aggregates, ...used };
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
    ...(offset !== undefined && { offset }),
  });
  return {
    clauses: [...clauses, stage],
    columns: named.map(({ name }) => quoteName(name)),
    aggregates: false,
    ...used,
  };
}

/** The text of an item that is a variable already. */
function plainName(text: string): string | undefined {
  if (/^(true|false|null)$/.test(text)) return undefined;
  return /^[A-Za-z_]\w*$/.test(text) ? text : undefined;
}

function closed({ clauses, projection }: QueryBody, { variables }: CypherText): string {
  const items = namedOnce(projection.items, variables);
  return [...clauses, projectionClause('RETURN', { ...projection, items })].join(' ');
}

/** Items with a name of its own for each whose name another one before it has: Cypher refuses two columns of one name. */
function namedOnce(
  items: readonly ProjectedItem[],
  variables: CypherVariables,
): readonly ProjectedItem[] {
  const taken = new Set<string>();
  return items.map((item) => {
    const name = item.name ?? item.text;
    const isFree = !taken.has(name);
    taken.add(name);
    if (isFree) return item;
    const own = variables.take(/(\w+)\W*$/.exec(name)?.[1] ?? 'value');
    taken.add(own);
    return { ...item, name: own };
  });
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
    const mixed =
      side.kind === 'set' &&
      side.operator === 'union' &&
      side.all !== query.all &&
      !isOrdered(side);
    return mixed ? `CALL { ${written} } RETURN ${columns.map(quoteName).join(', ')}` : written;
  };
  return `${part(query.left)} UNION ${query.all ? 'ALL ' : ''}${part(query.right)}`;
}

/**
 * INTERSECT and EXCEPT: rows of the left query that are, or are not, in the collected rows of the right one, where no column
 * can be null; else groups, in which null equals null, counted on both sides.
 */
function comparedBody(
  query: SetQuery,
  text: CypherText,
  columns: readonly string[] | undefined,
): QueryBody {
  const { left, right, operator, all } = query;
  const isFilled =
    left.kind === 'select' &&
    withoutStar(left, text).select.every((item) => !isNullable(item, left, text.schema));
  // A row that holds null is neither in a list of rows nor not in it.
  const isSure = operator === 'intersect' || isListed(right, text);
  if (left.kind === 'select' && !all && isFilled && isSure && isPlain(left)) {
    const filter = (row: readonly string[], collector: RowCollector): string => {
      const membership = `${tuple(row)} IN ${collector.rows(right)}`;
      return operator === 'except' ? `NOT (${membership})` : membership;
    };
    const body = selectBody(left, text, { ...(columns && { columns }), filter });
    return { ...body, projection: { ...body.projection, distinct: true } };
  }
  const names = columns ?? columnNames(left, text);
  const list = names.map(quoteName).join(', ');
  const [lefts, rights, copy] = ['lefts', 'rights', 'copy'].map((name) =>
    new CypherVariables(names).take(name),
  ) as [string, string, string];
  const side = (part: LogicalQuery, isLeft: boolean): string => {
    const inner = { ...text, variables: new CypherVariables(names) };
    const counts = `${isLeft ? 1 : 0} AS ${lefts}, ${isLeft ? 0 : 1} AS ${rights}`;
    return `CALL { ${queryText(part, inner, names)} } RETURN ${list}, ${counts}`;
  };
  const group = `WITH ${list}, sum(${lefts}) AS ${lefts}, sum(${rights}) AS ${rights}`;
  const kept = operator === 'except' ? `${rights} = 0` : `${rights} > 0`;
  const copies =
    operator === 'except'
      ? `${lefts} - ${rights}`
      : `CASE WHEN ${lefts} < ${rights} THEN ${lefts} ELSE ${rights} END`;
  return {
    clauses: [
      `CALL { ${side(left, true)} UNION ALL ${side(right, false)} }`,
      all ? group : `${group} WHERE ${lefts} > 0 AND ${kept}`,
      ...(all ? [`UNWIND range(1, ${copies}) AS ${copy}`] : []),
    ],
    projection: {
      items: names.map((name) => ({ text: quoteName(name) })),
      distinct: false,
      orderBy: [],
      aggregates: false,
    },
  };
}

/** True for one column, whose list leaves null out, and for columns that are never null. */
function isListed(query: LogicalQuery, text: CypherText): boolean {
  if (query.kind === 'set') return firstSelect(query).select.length === 1;
  const { select } = withoutStar(query, text);
  return select.length === 1 || select.every((item) => !isNullable(item, query, text.schema));
}

function isPlain(query: SelectQuery): boolean {
  return (
    !isGrouped(query) &&
    !hasWindows(query) &&
    query.limit === undefined &&
    query.offset === undefined &&
    query.orderBy.length === 0 &&
    !query.from.some((source) => isOptional(source) || source.kind === 'derived')
  );
}
