import { isList, isNull, isNumber, type GraphValue } from '@momq/graph-store';
import type { FieldType } from '@momq/dialect';
import { expressionText } from '../syntax/expression-text.js';
import type { BinaryOperator, Expression } from '../syntax/syntax-tree.js';
import { queryError } from './engine-error.js';
import { evaluate } from './evaluate.js';
import { freeWithin } from './free-names.js';
import type { Scope } from './scope.js';
import type { PropertyTypes } from './space.js';

const comparisons: ReadonlySet<BinaryOperator> = new Set<BinaryOperator>([
  '==', '!=', '<', '<=', '>', '>=', 'IN', 'NOT IN', 'STARTS WITH',
]); // prettier-ignore

/**
 * The condition of LOOKUP, which an index has to answer: comparisons of a property with a constant, joined by AND and OR.
 *
 * @throws QueryExecutionError for every other one
 */
export function checkLookup(
  where: Expression,
  on: string,
  properties: PropertyTypes,
  scope: Scope,
): void {
  if (where.kind === 'text-search') return;
  const text = expressionText(where);
  if (where.kind !== 'binary') throw queryError(`Expression ${text} not supported yet`);
  const { operator, left, right } = where;
  if (operator === 'AND' || operator === 'OR') {
    checkLookup(left, on, properties, scope);
    checkLookup(right, on, properties, scope);
    return;
  }
  if (!comparisons.has(operator))
    throw queryError(
      `Expression ${text} is not supported, please use full-text index as an optimal solution`,
    );
  const [property, other] = isProperty(left) ? [left, right] : [right, left];
  if (!isProperty(property) || isProperty(other))
    throw queryError(`Expression ${text} not supported yet`);
  if (property.of.name !== on)
    throw queryError(`Schema name error: expected ${on}, got ${property.of.name}`);
  const type = properties.get(property.name);
  if (type === undefined) throw queryError(`Invalid column: ${property.name}`);
  const value = constantOf(other, scope);
  for (const each of isList(value) && operator.endsWith('IN') ? value : [value])
    if (!fits(each, type)) throw queryError(`Column type error : ${property.name}`);
}

type PropertyOf = Extract<Expression, { kind: 'attribute' }> & {
  readonly of: Extract<Expression, { kind: 'label' }>;
};

function isProperty(expression: Expression): expression is PropertyOf {
  return expression.kind === 'attribute' && expression.of.kind === 'label';
}

function constantOf(expression: Expression, scope: Scope): GraphValue {
  const kinds = new Set([...freeWithin(expression)].map(({ kind }) => kind));
  if (kinds.has('label') || kinds.has('input') || kinds.has('variable-column'))
    throw queryError(`'${expressionText(expression)}' is not an evaluable expression`);
  return evaluate(expression, scope);
}

function fits(value: GraphValue, type: FieldType): boolean {
  if (isNull(value)) return true;
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'real':
      return isNumber(value);
    default:
      return true;
  }
}
