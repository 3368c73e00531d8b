import type {
  Condition,
  Expression,
  FieldReference,
  LogicalQuery,
  SelectQuery,
} from '@momq/dialect';

/** Direct parts of an expression; a subquery is a part of its own and is not entered. */
export function expressionParts(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'aggregate':
    case 'call':
      return [expression.argument];
    case 'arithmetic':
      return [expression.left, expression.right];
    default:
      return [];
  }
}

/** Expressions of a condition, outermost ones only. `exists` has none. */
export function conditionExpressions(condition: Condition): readonly Expression[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.conditions.flatMap(conditionExpressions);
    case 'compare':
      return [condition.left, condition.right];
    case 'between':
      return [condition.value, condition.low, condition.high];
    case 'in':
      return [condition.value, ...condition.set];
    case 'null':
      return [condition.value];
    case 'exists':
      return [];
  }
}

/** Expressions of one SELECT, outermost ones only, those of its subqueries left out. */
export function selectExpressions(query: SelectQuery): readonly Expression[] {
  return [
    ...query.select,
    ...query.groupBy,
    ...query.orderBy.map((key) => key.expression),
    ...(query.where === undefined ? [] : conditionExpressions(query.where)),
    ...(query.having === undefined ? [] : conditionExpressions(query.having)),
  ];
}

/** True when some part of the expression, itself included, is an aggregate of this query. */
export function containsAggregate(expression: Expression): boolean {
  return expression.kind === 'aggregate' || expressionParts(expression).some(containsAggregate);
}

/** Fields outside aggregates and subqueries: those that GROUP BY must cover. */
export function plainFields(expression: Expression): readonly FieldReference[] {
  if (expression.kind === 'field') return [expression];
  if (expression.kind === 'aggregate') return [];
  return expressionParts(expression).flatMap(plainFields);
}

/** Fields of an expression with those inside aggregates; subqueries left out. */
export function allFields(expression: Expression): readonly FieldReference[] {
  return expression.kind === 'field'
    ? [expression]
    : expressionParts(expression).flatMap(allFields);
}

/** Queries nested directly in one SELECT. */
export function nestedQueries(query: SelectQuery): readonly LogicalQuery[] {
  const inExpression = (expression: Expression): readonly LogicalQuery[] =>
    expression.kind === 'subquery'
      ? [expression.query]
      : expressionParts(expression).flatMap(inExpression);
  const inCondition = (condition: Condition): readonly LogicalQuery[] => {
    if (condition.kind === 'exists') return [condition.query];
    if (condition.kind === 'and' || condition.kind === 'or')
      return condition.conditions.flatMap(inCondition);
    return conditionExpressions(condition).flatMap(inExpression);
  };
  return [
    ...[...query.select, ...query.groupBy, ...query.orderBy.map((key) => key.expression)].flatMap(
      inExpression,
    ),
    ...(query.where === undefined ? [] : inCondition(query.where)),
    ...(query.having === undefined ? [] : inCondition(query.having)),
  ];
}

/** Structural equality of two expressions. */
export function sameExpression(left: Expression, right: Expression): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
