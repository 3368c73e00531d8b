import type {
  ColumnReference,
  Condition,
  Expression,
  FieldReference,
  LogicalQuery,
  SelectQuery,
} from '@momq/dialect';
import { conditionPieces, expressionPieces, queryPieces } from './visit-query.js';

/** Direct parts of an expression, those in the conditions of CASE too; a subquery is a part of its own and is not entered. */
export function expressionParts(expression: Expression): readonly Expression[] {
  const { expressions, conditions } = expressionPieces(expression);
  return [...expressions, ...conditions.flatMap(conditionExpressions)];
}

/** Expressions of a condition, outermost ones only. `exists` has none. */
export function conditionExpressions(condition: Condition): readonly Expression[] {
  const { expressions, conditions } = conditionPieces(condition);
  return [...expressions, ...conditions.flatMap(conditionExpressions)];
}

/** Expressions of one SELECT, outermost ones only, with those that its joins compare; those of its subqueries left out. */
export function selectExpressions(query: SelectQuery): readonly Expression[] {
  const { expressions, conditions } = queryPieces(query);
  return [...expressions, ...conditions.flatMap(conditionExpressions)];
}

/** True when some part of the expression, itself included, is an aggregate of this query. */
export function containsAggregate(expression: Expression): boolean {
  return expression.kind === 'aggregate' || expressionParts(expression).some(containsAggregate);
}

/** Fields and columns outside aggregates and subqueries: those that GROUP BY must cover, PARTITION BY and CASE included. */
export function plainReferences(
  expression: Expression,
): readonly (FieldReference | ColumnReference)[] {
  if (expression.kind === 'field' || expression.kind === 'column') return [expression];
  if (expression.kind === 'aggregate') return [];
  return expressionParts(expression).flatMap(plainReferences);
}

/** Fields of an expression with those inside aggregates; subqueries left out. */
export function allFields(expression: Expression): readonly FieldReference[] {
  return expression.kind === 'field'
    ? [expression]
    : expressionParts(expression).flatMap(allFields);
}

/** Queries nested directly in one SELECT, derived sources first. */
export function nestedQueries(query: SelectQuery): readonly LogicalQuery[] {
  const inExpression = (expression: Expression): readonly LogicalQuery[] =>
    inPieces(expressionPieces(expression));
  const inPieces = ({
    expressions,
    conditions,
    queries,
  }: ReturnType<typeof queryPieces>): readonly LogicalQuery[] => [
    ...queries,
    ...expressions.flatMap(inExpression),
    ...conditions.flatMap((condition) => inPieces(conditionPieces(condition))),
  ];
  return inPieces(queryPieces(query));
}

/** Structural equality of two expressions. */
export function sameExpression(left: Expression, right: Expression): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
