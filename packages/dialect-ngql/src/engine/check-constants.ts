import { BadNull, ValueSet, isList, isNull, typeOf } from '@momq/graph-store';
import { isAggregate, partsOf } from '../syntax/expression-parts.js';
import { expressionText } from '../syntax/expression-text.js';
import type { Expression } from '../syntax/syntax-tree.js';
import { queryError } from './engine-error.js';
import { evaluate } from './evaluate.js';
import type { Scope } from './scope.js';

/** Kinds whose value depends on more than their parts, or that name what they go over. */
const open: ReadonlySet<Expression['kind']> = new Set<Expression['kind']>([
  'label', 'variable', 'input', 'variable-column', 'end-property', 'whole', 'count-star', 'pattern', 'text-search', 'predicate',
  'comprehension', 'reduce', 'exists',
]); // prettier-ignore

const collections: ReadonlySet<Expression['kind']> = new Set<Expression['kind']>([
  'list',
  'set',
  'map',
]);

/** Operators that take no text. */
const arithmetic: ReadonlySet<string> = new Set(['-', '*', '/', '%']);

/** Functions whose value is another one each time. */
const unsteady = /^(rand|rand32|rand64|now|uuid)$/i;

/**
 * NebulaGraph computes what is constant before it runs a query.
 *
 * @throws QueryExecutionError where that divides by zero, leaves 64 bits, or has operands of types that do not fit
 */
export function checkConstants(expression: Expression, scope: Scope): void {
  if (isConstant(expression, scope)) requireValue(expression, scope);
}

/** True for a constant; constants inside of what is none, or is a collection, are computed. */
function isConstant(expression: Expression, scope: Scope): boolean {
  const parts = partsOf(expression);
  const constant = parts.filter((part) => isConstant(part, scope));
  const isOpen =
    constant.length < parts.length ||
    open.has(expression.kind) ||
    isAggregate(expression) ||
    (expression.kind === 'call' && (unsteady.test(expression.name) || parts.length === 0));
  if (isOpen || collections.has(expression.kind))
    for (const part of constant) requireValue(part, scope);
  if (isOpen) requireOperands(expression, constant, scope);
  return !isOpen;
}

/** The constants that an expression has beside what changes with each row. */
function requireOperands(
  expression: Expression,
  constant: readonly Expression[],
  scope: Scope,
): void {
  if (expression.kind === 'binary' && arithmetic.has(expression.operator)) {
    for (const part of constant) {
      const value = evaluate(part, scope);
      if (typeof value === 'string' || typeof value === 'boolean')
        throw queryError(
          `\`${expressionText(expression)}' is not a valid expression, can not apply \`${expression.operator}' to ${typeOf(value)}`,
        );
    }
  }
  if ('list' in expression && constant.includes(expression.list)) {
    const list = evaluate(expression.list, scope);
    if (!isList(list) && !isNull(list) && !(list instanceof ValueSet))
      throw queryError(
        `\`${expressionText(expression.list)}', expected LIST, but was ${typeOf(list).toUpperCase()}`,
      );
  }
}

function requireValue(expression: Expression, scope: Scope): void {
  if (expression.kind === 'literal') return;
  const value = evaluate(expression, scope);
  if (!(value instanceof BadNull)) return;
  const text = expressionText(expression);
  if (value === BadNull.divisionByZero) throw queryError(`Divide by 0: \`${text}'`);
  if (value === BadNull.overflow)
    throw queryError(`result of ${text} cannot be represented as an integer`);
  if (value === BadNull.badType) throw queryError(`Type error \`${text}'`);
}
