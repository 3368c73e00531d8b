import type { Condition, Expression, Join, LogicalQuery, OrderKey, Source } from '@momq/dialect';

/** What the direct parts of a node are replaced by. */
export interface PartMapper {
  /** What stands for an expression. */
  expression(expression: Expression): Expression;
  /** What stands for a condition. */
  condition(condition: Condition): Condition;
  /** What stands for a query inside of the node. */
  query(query: LogicalQuery): LogicalQuery;
}

/**
 * The expression with its direct parts replaced. This file alone knows where every construct of the logical form keeps its
 * parts: all other walks and rewrites go through it, so that a new construct is added to them here.
 */
export function mapExpressionParts(expression: Expression, map: PartMapper): Expression {
  switch (expression.kind) {
    case 'field':
    case 'column':
    case 'star':
    case 'literal':
      return expression;
    case 'aggregate':
    case 'cast':
      return { ...expression, argument: map.expression(expression.argument) };
    case 'arithmetic':
      return {
        ...expression,
        left: map.expression(expression.left),
        right: map.expression(expression.right),
      };
    case 'call':
      return { ...expression, arguments: expression.arguments.map((each) => map.expression(each)) };
    case 'case':
      return {
        ...expression,
        branches: expression.branches.map(({ when, then }) => ({
          when: map.condition(when),
          then: map.expression(then),
        })),
        ...(expression.otherwise && { otherwise: map.expression(expression.otherwise) }),
      };
    case 'window':
      return {
        ...expression,
        ...(expression.argument && { argument: map.expression(expression.argument) }),
        partitionBy: expression.partitionBy.map((key) => map.expression(key)),
        orderBy: mapKeys(expression.orderBy, map),
      };
    case 'subquery':
      return { ...expression, query: map.query(expression.query) };
    default:
      return unknownKind(expression);
  }
}

/** The condition with its direct parts replaced. */
export function mapConditionParts(condition: Condition, map: PartMapper): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { ...condition, conditions: condition.conditions.map((part) => map.condition(part)) };
    case 'compare':
      return {
        ...condition,
        left: map.expression(condition.left),
        right: map.expression(condition.right),
      };
    case 'between':
      return {
        ...condition,
        value: map.expression(condition.value),
        low: map.expression(condition.low),
        high: map.expression(condition.high),
      };
    case 'in':
      return {
        ...condition,
        value: map.expression(condition.value),
        set: condition.set.map((member) => map.expression(member)),
      };
    case 'null':
      return { ...condition, value: map.expression(condition.value) };
    case 'exists':
      return { ...condition, query: map.query(condition.query) };
    default:
      return unknownKind(condition);
  }
}

/** The source with its direct parts replaced: the query of a derived one, and what its join compares. */
export function mapSourceParts(source: Source, map: PartMapper): Source {
  switch (source.kind) {
    case undefined:
    case 'entity':
      return source.join ? { ...source, join: mapJoinParts(source.join, map) } : source;
    case 'derived': {
      const derived = { ...source, query: map.query(source.query) };
      return source.join?.kind === 'condition'
        ? { ...derived, join: { ...source.join, condition: map.condition(source.join.condition) } }
        : derived;
    }
    default:
      return unknownKind(source);
  }
}

function mapJoinParts(join: Join, map: PartMapper): Join {
  switch (join.kind) {
    case 'link':
    case 'cross':
      return join;
    case 'fields': {
      const [left, right] = [map.expression(join.left), map.expression(join.right)];
      if (left.kind === 'field' && right.kind === 'field') return { ...join, left, right };
      const condition = { kind: 'compare', operator: '=', left, right } as const;
      return { kind: 'condition', condition, optional: join.optional };
    }
    case 'condition':
      return { ...join, condition: map.condition(join.condition) };
    default:
      return unknownKind(join);
  }
}

/** A query with its direct parts replaced, those of its FROM by {@link mapSourceParts} unless `source` says otherwise. */
export function mapQueryParts(
  query: LogicalQuery,
  map: PartMapper,
  source: (source: Source) => Source = (each) => mapSourceParts(each, map),
): LogicalQuery {
  switch (query.kind) {
    case 'select':
      return {
        ...query,
        from: query.from.map((each) => source(each)),
        select: query.select.map((each) => map.expression(each)),
        ...(query.where && { where: map.condition(query.where) }),
        groupBy: query.groupBy.map((key) => map.expression(key)),
        ...(query.having && { having: map.condition(query.having) }),
        orderBy: mapKeys(query.orderBy, map),
      };
    case 'set':
      return {
        ...query,
        left: map.query(query.left),
        right: map.query(query.right),
        ...(query.orderBy && { orderBy: mapKeys(query.orderBy, map) }),
      };
    default:
      return unknownKind(query);
  }
}

function mapKeys(keys: readonly OrderKey[], map: PartMapper): OrderKey[] {
  return keys.map((key) => ({ ...key, expression: map.expression(key.expression) }));
}

/** Where TypeScript names a kind that a switch forgot; at run time, one that a plain JavaScript caller made up. */
export function unknownKind(node: never): never {
  throw new TypeError(
    `logical form: expected a node of a known kind, got ${JSON.stringify(node)}. Make it of the types of @momq/dialect.`,
  );
}
