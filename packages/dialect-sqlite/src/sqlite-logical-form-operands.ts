import type { Expression } from '@momq/dialect';
import type { Expr } from 'sqlite3-parser';
import type { ReadingContext } from './sqlite-logical-form-context.js';
import { datePartOf } from './sqlite-logical-form-date-parts.js';
import { valueKind } from './sqlite-logical-form-value-kind.js';

/** An operand of arithmetic: SQLite reads the number that a text, and so a date, begins with. */
export function convertNumber(source: Expr, context: ReadingContext): Expression {
  const part = datePartOf(source, context);
  if (part) return part.call;
  const value = context.read.expression(source, context);
  const { type } = valueKind(value, context.schema, context.scope);
  const moment =
    type === 'date' ||
    type === 'datetime' ||
    (value.kind === 'call' && givesMoment.has(value.function));
  return moment ? { kind: 'call', function: 'year', arguments: [value] } : value;
}

const givesMoment = new Set(['now', 'today', 'date', 'truncate', 'add', 'fromUnixSeconds']);

/** The value as a real number. */
export function asReal(argument: Expression, { schema, scope }: ReadingContext): Expression {
  return valueKind(argument, schema, scope).storage === 'real'
    ? argument
    : { kind: 'cast', type: 'real', argument };
}
