import { BadNull, ValueSet, isList, isNull, type GraphValue } from '@momq/graph-store';
import type { Expression, ExpressionOf } from '../syntax/syntax-tree.js';
import { withName, type Scope } from './scope.js';

/** What finds the value of an expression for each item of a list. */
export interface Evaluators {
  readonly evaluate: (expression: Expression, scope: Scope) => GraphValue;
  readonly condition: (expression: Expression, scope: Scope) => GraphValue;
}

function itemsOf(list: GraphValue): readonly GraphValue[] | null | BadNull {
  if (isList(list)) return list;
  if (list instanceof ValueSet) return list.items;
  return isNull(list) ? null : BadNull.badType;
}

/** ALL, ANY, NONE and SINGLE of a list. */
export function predicate(
  expression: ExpressionOf<'predicate'>,
  scope: Scope,
  { evaluate, condition }: Evaluators,
): GraphValue {
  const items = itemsOf(evaluate(expression.list, scope));
  if (items === null || items instanceof BadNull) return items;
  let unknown = false;
  let count = 0;
  for (const item of items) {
    scope.session.budget.step();
    const value = condition(expression.where, withName(scope, expression.name, item));
    if (value === true) count += 1;
    else if (isNull(value)) unknown = true;
    else if (expression.quantifier === 'all') return false;
  }
  switch (expression.quantifier) {
    case 'all':
      return unknown ? null : true;
    case 'any':
      return count > 0 ? true : unknown ? null : false;
    case 'none':
      return count > 0 ? false : unknown ? null : true;
    case 'single':
      return count > 1 ? false : unknown ? null : count === 1;
  }
}

/** `[name IN list WHERE … | …]`. */
export function comprehension(
  expression: ExpressionOf<'comprehension'>,
  scope: Scope,
  { evaluate, condition }: Evaluators,
): GraphValue {
  const items = itemsOf(evaluate(expression.list, scope));
  if (items === null || items instanceof BadNull) return items;
  const made: GraphValue[] = [];
  for (const item of items) {
    scope.session.budget.step();
    const inner = withName(scope, expression.name, item);
    if (expression.where !== undefined && condition(expression.where, inner) !== true) continue;
    made.push(expression.map === undefined ? item : evaluate(expression.map, inner));
  }
  return made;
}

/** `reduce(total = …, name IN list | …)`. */
export function reduce(
  expression: ExpressionOf<'reduce'>,
  scope: Scope,
  { evaluate }: Evaluators,
): GraphValue {
  const items = itemsOf(evaluate(expression.list, scope));
  if (items === null || items instanceof BadNull) return items;
  let total = evaluate(expression.initial, scope);
  for (const item of items) {
    scope.session.budget.step();
    const inner = withName(withName(scope, expression.total, total), expression.name, item);
    total = evaluate(expression.step, inner);
  }
  return total;
}
