import {
  QuerySyntaxError,
  UnsupportedFeatureError,
  type Condition,
  type DatabaseSchema,
  type Expression,
  type LogicalQuery,
  type OrderKey,
  type SelectQuery,
} from '@momq/dialect';
import { canonicalise } from '@momq/core/logical';
import {
  parseStmt,
  type Expr,
  type OneSelect,
  type ResultColumn,
  type Select,
  type SortedColumn,
} from 'sqlite3-parser';
import {
  convertCondition,
  convertExpression,
  unwrap,
  type ExpressionContext,
} from './sqlite-logical-form-expressions.js';
import { convertFrom } from './sqlite-logical-form-joins.js';
import { sameName, type Scope, type ScopeUse } from './sqlite-logical-form-names.js';

/**
 * Reads a SQLite SELECT into the canonical logical form.
 *
 * Names are resolved against `schema` as SQLite does (without regard to case; double-quoted text that is no column is a string).
 * ON, USING and WHERE equalities become joins, along a link of the schema where one matches.
 *
 * @throws QuerySyntaxError when SQLite's grammar does not accept the text.
 * @throws UnsupportedFeatureError for what the logical form lacks: subqueries in FROM, CASE, window functions, ORDER BY after a set operation.
 */
export function toLogicalQuery(text: string, schema: DatabaseSchema): LogicalQuery {
  const parsed = parseStmt(text);
  if (parsed.status === 'error') {
    const diagnostic = parsed.errors[0];
    const { line, col, offset, length } = diagnostic?.span ?? {
      line: 1,
      col: 0,
      offset: 0,
      length: 0,
    };
    throw new QuerySyntaxError(`SQLite: ${diagnostic?.message ?? 'syntax error'}`, {
      line,
      column: col + 1,
      fragment: text.slice(offset, offset + Math.max(length, 20)),
    });
  }
  if (parsed.root.type !== 'SelectStmt') {
    throw new UnsupportedFeatureError(
      `logical form: expected a SELECT, got ${parsed.root.type}. Only read queries have a logical form.`,
    );
  }
  return canonicalise(convertQuery(parsed.root.body, { text, schema }, undefined), schema);
}

interface Source {
  readonly text: string;
  readonly schema: DatabaseSchema;
}

function unsupported(what: string): never {
  throw new UnsupportedFeatureError(
    `logical form: cannot express ${what}. Rewrite the query without it.`,
  );
}

function convertQuery(query: Select, source: Source, parent: Scope | undefined): LogicalQuery {
  if (query.with) unsupported('WITH');
  if (!query.compounds || query.compounds.length === 0)
    return convertSelect(query.select, query, source, parent);
  if (query.orderBy || query.limit) unsupported('ORDER BY or LIMIT after a set operation');
  let left: LogicalQuery = convertSelect(query.select, {}, source, parent);
  for (const { operator, select } of query.compounds) {
    left = {
      kind: 'set',
      operator: operator === 'Intersect' ? 'intersect' : operator === 'Except' ? 'except' : 'union',
      all: operator === 'UnionAll',
      left,
      right: convertSelect(select, {}, source, parent),
    };
  }
  return left;
}

function convertSelect(
  select: OneSelect,
  envelope: Partial<Pick<Select, 'orderBy' | 'limit'>>,
  source: Source,
  parent: Scope | undefined,
): SelectQuery {
  if (select.type !== 'SelectFrom') return unsupported('VALUES');
  if (!select.from) return unsupported('SELECT without FROM');
  const { from, uses, conditions } = convertFrom(select.from, select.whereClause, source.schema);
  const resultAliases = new Map<string, Expr>();
  for (const column of select.columns) {
    if (column.type === 'ExprResultColumn' && column.alias)
      resultAliases.set(column.alias.name.text.toLowerCase(), column.expr);
  }
  const scope: Scope = { uses, resultAliases, ...(parent && { parent }) };
  const context: ExpressionContext = {
    text: source.text,
    scope,
    subquery: (query, outer) => convertQuery(query, source, outer),
  };
  const columns = select.columns.flatMap((column) => convertColumn(column, uses, context));
  const where = conditions.map((condition) => convertCondition(condition, context));
  return {
    kind: 'select',
    from,
    distinct: select.distinctness === 'Distinct',
    select: columns,
    ...(where.length > 0 && { where: conjunction(where) }),
    groupBy: (select.groupBy ?? []).map((key) => convertKey(key, columns, context)),
    ...(select.having && { having: convertCondition(select.having, context) }),
    orderBy: (envelope.orderBy ?? []).map((key) => convertOrderKey(key, columns, context)),
    ...(envelope.limit && { limit: convertLimit(envelope.limit) }),
  };
}

function conjunction(conditions: readonly Condition[]): Condition {
  const [only, ...more] = conditions;
  return only && more.length === 0 ? only : { kind: 'and', conditions };
}

function convertColumn(
  column: ResultColumn,
  uses: readonly ScopeUse[],
  context: ExpressionContext,
): Expression[] {
  if (column.type === 'ExprResultColumn') return [convertExpression(column.expr, context)];
  if (column.type === 'StarResultColumn' || uses.length === 1) return [{ kind: 'star' }];
  const use =
    uses.find((candidate) => sameName(candidate.alias, column.table.text)) ??
    unsupported(`${column.table.text}.*`);
  return use.entity.fields.map((field) => ({
    kind: 'field',
    entity: use.entity.name,
    instance: use.instance,
    field: field.name,
  }));
}

/** A number in ORDER BY or GROUP BY is the position of a result column. */
function convertKey(
  key: Expr,
  columns: readonly Expression[],
  context: ExpressionContext,
): Expression {
  const inner = unwrap(key);
  if (inner.type !== 'NumericLiteral') return convertExpression(inner, context);
  return (
    columns[Number(inner.value) - 1] ??
    unsupported(`result column ${inner.value}, which does not exist`)
  );
}

function convertOrderKey(
  key: SortedColumn,
  columns: readonly Expression[],
  context: ExpressionContext,
): OrderKey {
  if (key.nulls) unsupported('NULLS FIRST or LAST');
  const inner = unwrap(key.expr);
  // ORDER BY looks at result aliases before columns, unlike the other clauses.
  const aliased =
    inner.type === 'Id' ? context.scope.resultAliases.get(inner.name.toLowerCase()) : undefined;
  return {
    expression: convertKey(aliased ?? inner, columns, context),
    descending: key.order === 'Desc',
  };
}

function convertLimit({ expr, offset }: NonNullable<Select['limit']>): number {
  if (offset) unsupported('OFFSET');
  const limit = unwrap(expr);
  return limit.type === 'NumericLiteral' && /^\d+$/.test(limit.value)
    ? Number(limit.value)
    : unsupported('a LIMIT that is no whole number');
}
