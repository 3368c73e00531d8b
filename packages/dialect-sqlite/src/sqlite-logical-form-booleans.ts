import type { Condition, Expression } from '@momq/dialect';
import type { Expr } from 'sqlite3-parser';
import { unsupported, type ReadingContext } from './sqlite-logical-form-context.js';
import { isNumber, valueKind } from './sqlite-logical-form-value-kind.js';

const one: Expression = { kind: 'literal', value: 1 };
const zero: Expression = { kind: 'literal', value: 0 };

/** A truth value as a value: 1, 0, or NULL where it is unknown. */
export function booleanValue(source: Expr, context: ReadingContext): Expression {
  const when = context.read.condition(source, context, { negated: false, exact: true });
  if (!mayBeUnknown(when))
    return { kind: 'case', branches: [{ when, then: one }], otherwise: zero };
  const not = context.read.condition(source, context, { negated: true, exact: true });
  return {
    kind: 'case',
    branches: [
      { when, then: one },
      { when: not, then: zero },
    ],
  };
}

/** True where the condition may be neither true nor false. */
function mayBeUnknown(condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.conditions.some(mayBeUnknown);
    case 'null':
    case 'exists':
      return false;
    default:
      return true;
  }
}

/** A value as a truth value: true where it is a number other than 0. */
export function truthOf(value: Expression, negated: boolean, context: ReadingContext): Condition {
  const kind = valueKind(value, context.schema, context.scope);
  if (!isNumber(kind)) return unsupported('a value as a condition that may not be a number');
  return {
    kind: 'compare',
    operator: negated ? '=' : '!=',
    left: value,
    right: kind.type === 'boolean' ? { kind: 'literal', value: false } : zero,
  };
}
