import type { DatabaseSchema } from '@momq/dialect';
import type { Condition, Expression, LogicalQuery, SelectQuery } from '@momq/dialect';
import { UnsupportedFeatureError } from '@momq/dialect';
import { relationshipNames } from './relationship-names.js';

/**
 * A query over a relational schema as one over the graph that its content migrates to: links take the names of their
 * relationship types; entities and fields keep theirs.
 *
 * @throws UnsupportedFeatureError when `query` uses a link that `relationalSchema` or `graphSchema` does not have.
 */
export function relationalToGraph(
  query: LogicalQuery,
  relationalSchema: DatabaseSchema,
  graphSchema: DatabaseSchema,
): LogicalQuery {
  const names = relationshipNames(relationalSchema);
  const types = new Set(graphSchema.links.map((link) => link.name));
  return renameLinks(query, (link) => {
    const type = names.get(link);
    if (type === undefined || !types.has(type)) {
      throw new UnsupportedFeatureError(
        `query: expected a link of schema ${relationalSchema.name} that its graph has, got ${link}. Use a link that both schemas list.`,
      );
    }
    return type;
  });
}

type Rename = (link: string) => string;

function renameLinks(query: LogicalQuery, rename: Rename): LogicalQuery {
  if (query.kind === 'set')
    return {
      ...query,
      left: renameLinks(query.left, rename),
      right: renameLinks(query.right, rename),
    };
  const renamed: SelectQuery = {
    ...query,
    from: query.from.map((source) =>
      source.join?.kind === 'link'
        ? { ...source, join: { ...source.join, link: rename(source.join.link) } }
        : source,
    ),
    select: query.select.map((expression) => inExpression(expression, rename)),
    groupBy: query.groupBy.map((expression) => inExpression(expression, rename)),
    orderBy: query.orderBy.map((key) => ({
      ...key,
      expression: inExpression(key.expression, rename),
    })),
    ...(query.where && { where: inCondition(query.where, rename) }),
    ...(query.having && { having: inCondition(query.having, rename) }),
  };
  return renamed;
}

function inExpression(expression: Expression, rename: Rename): Expression {
  switch (expression.kind) {
    case 'subquery':
      return { ...expression, query: renameLinks(expression.query, rename) };
    case 'aggregate':
    case 'call':
      return { ...expression, argument: inExpression(expression.argument, rename) };
    case 'arithmetic':
      return {
        ...expression,
        left: inExpression(expression.left, rename),
        right: inExpression(expression.right, rename),
      };
    default:
      return expression;
  }
}

function inCondition(condition: Condition, rename: Rename): Condition {
  const inner = (expression: Expression) => inExpression(expression, rename);
  switch (condition.kind) {
    case 'and':
    case 'or':
      return {
        ...condition,
        conditions: condition.conditions.map((part) => inCondition(part, rename)),
      };
    case 'compare':
      return { ...condition, left: inner(condition.left), right: inner(condition.right) };
    case 'between':
      return {
        ...condition,
        value: inner(condition.value),
        low: inner(condition.low),
        high: inner(condition.high),
      };
    case 'in':
      return { ...condition, value: inner(condition.value), set: condition.set.map(inner) };
    case 'null':
      return { ...condition, value: inner(condition.value) };
    case 'exists':
      return { ...condition, query: renameLinks(condition.query, rename) };
  }
}
