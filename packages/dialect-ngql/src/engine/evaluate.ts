import {
  BadNull,
  ValueSet,
  and,
  distinct,
  isList,
  isNull,
  not,
  or,
  xor,
  type GraphValue,
} from '@momq/graph-store';
import { isAggregate } from '../syntax/expression-parts.js';
import { expressionText } from '../syntax/expression-text.js';
import type { Expression, ExpressionOf } from '../syntax/syntax-tree.js';
import { caseOf } from './case-expression.js';
import { queryError, unsupported } from './engine-error.js';
import { exists } from './exists-expression.js';
import { callFunction } from './functions.js';
import { hopProperty } from './hop-values.js';
import { comprehension, predicate, reduce, type Evaluators } from './list-expressions.js';
import { element, member, slice } from './members.js';
import { ofOne, ofTwo } from './operators.js';
import { column, endProperty, named, parameter, whole } from './references.js';
import { valueOf, type Scope } from './scope.js';
import { castTo } from './type-casts.js';

/** The value of an expression. @throws QueryExecutionError for names that the scope lacks */
export function evaluate(expression: Expression, scope: Scope): GraphValue {
  if (isAggregate(expression)) {
    const value = scope.aggregates?.get(expression);
    if (value === undefined)
      throw queryError(`expected no aggregate here, got ${expressionText(expression)}`);
    return value;
  }
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'label':
      return named(expression.name, scope);
    case 'variable':
      return parameter(expression.name, scope);
    case 'input':
      return column(scope.input, expression.name, '$-');
    case 'variable-column':
      return column(
        scope.variableRows?.get(expression.variable),
        expression.name,
        `$${expression.variable}`,
      );
    case 'end-property':
      return endProperty(expression, scope);
    case 'whole':
      return whole(expression.what, scope);
    case 'attribute':
      return attribute(expression, scope);
    case 'unary':
      return unary(expression, scope);
    case 'binary':
      return binary(expression, scope);
    case 'call':
      return callFunction(
        expression.name.toLowerCase(),
        expression.arguments.map((each) => evaluate(each, scope)),
        scope,
      );
    case 'list':
      return expression.items.map((item) => evaluate(item, scope));
    case 'set':
      return new ValueSet(distinct(expression.items.map((item) => evaluate(item, scope))));
    case 'map':
      return new Map(expression.entries.map(([key, value]) => [key, evaluate(value, scope)]));
    case 'subscript':
      return element(evaluate(expression.of, scope), evaluate(expression.index, scope));
    case 'slice':
      return slice(
        evaluate(expression.of, scope),
        expression.from && evaluate(expression.from, scope),
        expression.to && evaluate(expression.to, scope),
      );
    case 'case':
      return caseOf(expression, scope, evaluators);
    case 'predicate':
      return predicate(expression, scope, evaluators);
    case 'exists':
      return exists(expression.operand, scope, evaluators);
    case 'comprehension':
      return comprehension(expression, scope, evaluators);
    case 'reduce':
      return reduce(expression, scope, evaluators);
    case 'cast':
      return castTo(expression.type, evaluate(expression.operand, scope));
    case 'pattern':
      if (scope.paths === undefined) throw queryError('Not support pattern expression.');
      return scope.paths(expression, scope);
    case 'text-search':
      throw unsupported('a full-text search');
    case 'count-star':
      throw queryError('expected no aggregate here, got count(*)');
  }
}

/** A pattern, or a list that is made by one. */
function ofPatterns(expression: Expression): boolean {
  if (expression.kind === 'pattern') return true;
  const { where, map } = expression.kind === 'comprehension' ? expression : {};
  return where?.kind === 'pattern' || map?.kind === 'pattern';
}

/** The value of a condition: a pattern holds where it has a path, a list that a pattern makes where it has items. */
export function condition(expression: Expression, scope: Scope): GraphValue {
  const value = evaluate(expression, scope);
  return isList(value) && ofPatterns(expression) ? value.length > 0 : value;
}

const evaluators: Evaluators = { evaluate, condition };

/** True where a condition is. @throws QueryExecutionError where it is no truth value */
export function holds(expression: Expression | undefined, scope: Scope): boolean {
  if (expression === undefined) return true;
  const value = condition(expression, scope);
  if (typeof value === 'boolean') return value;
  if (isNull(value) && value !== BadNull.badType) return false;
  throw queryError(
    `Failed to evaluate condition: ${expressionText(expression)}. For boolean conditions, please write in their full forms like <condition> == <true/false> or <condition> IS [NOT] NULL.`,
  );
}

function attribute(expression: ExpressionOf<'attribute'>, scope: Scope): GraphValue {
  const { of, name } = expression;
  if (of.kind === 'label' && valueOf(scope.bindings, of.name) === undefined) {
    const value = hopProperty(of.name, name, scope);
    if (value !== undefined) return value;
  }
  return member(evaluate(of, scope), name);
}

function unary(expression: ExpressionOf<'unary'>, scope: Scope): GraphValue {
  const { operator, operand } = expression;
  if (operator === '!') return not(condition(operand, scope));
  return ofOne(operator, evaluate(operand, scope));
}

function binary(expression: ExpressionOf<'binary'>, scope: Scope): GraphValue {
  const { operator } = expression;
  if (operator === 'AND')
    return and(condition(expression.left, scope), () => condition(expression.right, scope));
  if (operator === 'OR')
    return or(condition(expression.left, scope), () => condition(expression.right, scope));
  if (operator === 'XOR')
    return xor(condition(expression.left, scope), condition(expression.right, scope));
  return ofTwo(operator, evaluate(expression.left, scope), evaluate(expression.right, scope));
}
