import { isNull, type GraphValue } from '@momq/graph-store';
import type { ExpressionOf } from '../syntax/syntax-tree.js';
import type { Evaluators } from './list-expressions.js';
import { same } from './operators.js';
import type { Scope } from './scope.js';

/** CASE, with a subject or with conditions. */
export function caseOf(
  expression: ExpressionOf<'case'>,
  scope: Scope,
  { evaluate, condition }: Evaluators,
): GraphValue {
  const { subject, branches, otherwise, ternary } = expression;
  if (subject !== undefined) {
    const value = evaluate(subject, scope);
    for (const [when, then] of branches) {
      const other = evaluate(when, scope);
      if (same(value, other) === true || (isNull(value) && isNull(other)))
        return evaluate(then, scope);
    }
  } else {
    for (const [when, then] of branches) {
      const value = condition(when, scope);
      if (value === true) return evaluate(then, scope);
      if (ternary && isNull(value)) return value;
    }
  }
  return otherwise === undefined ? null : evaluate(otherwise, scope);
}
