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
  const { turns } = scope.session.budget;
  const begin = () => ({ items, at: 0, count: 0, unknown: false, isFalse: false });
  const { count, unknown, isFalse } = turns.loop(expression, begin, (loop) => {
    if (loop.at === loop.items.length) return false;
    const inner = withName(scope, expression.name, loop.items[loop.at]!);
    const value = condition(expression.where, inner);
    if (value === true) loop.count += 1;
    else if (isNull(value)) loop.unknown = true;
    else loop.isFalse = true;
    loop.at += 1;
    return !(loop.isFalse && expression.quantifier === 'all');
  });
  switch (expression.quantifier) {
    case 'all':
      return isFalse ? false : unknown ? null : true;
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
  const { turns } = scope.session.budget;
  const begin = () => ({ items, at: 0, made: [] as GraphValue[] });
  return turns.loop(expression, begin, (loop) => {
    if (loop.at === loop.items.length) return false;
    const item = loop.items[loop.at]!;
    const inner = withName(scope, expression.name, item);
    if (expression.where === undefined || condition(expression.where, inner) === true)
      loop.made.push(expression.map === undefined ? item : evaluate(expression.map, inner));
    loop.at += 1;
    return true;
  }).made;
}

/** `reduce(total = …, name IN list | …)`. */
export function reduce(
  expression: ExpressionOf<'reduce'>,
  scope: Scope,
  { evaluate }: Evaluators,
): GraphValue {
  const items = itemsOf(evaluate(expression.list, scope));
  if (items === null || items instanceof BadNull) return items;
  const { turns } = scope.session.budget;
  const begin = () => ({ items, at: 0, total: evaluate(expression.initial, scope) });
  return turns.loop(expression, begin, (loop) => {
    if (loop.at === loop.items.length) return false;
    const inner = withName(scope, expression.total, loop.total);
    loop.total = evaluate(expression.step, withName(inner, expression.name, loop.items[loop.at]!));
    loop.at += 1;
    return true;
  }).total;
}
