import type { Expression, TimeUnit } from '@momq/dialect';
import type { Expr } from 'sqlite3-parser';
import { unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import { dayUnits } from './sqlite-logical-form-days.js';
import { readMoment } from './sqlite-logical-form-moments.js';
import { valueKind } from './sqlite-logical-form-value-kind.js';

/** The Julian day number of 1970-01-01. */
const EPOCH = 2_440_587.5;
const SECONDS_OF_DAY = 86_400;

/** What `julianday(…)` gives: days with their fraction. */
export function dayNumber(moment: Expression): Expression {
  const seconds: Expression = { kind: 'call', function: 'unixSeconds', arguments: [moment] };
  const right: Expression = { kind: 'literal', value: EPOCH };
  return { kind: 'arithmetic', operator: '+', left: inDays(seconds), right };
}

/**
 * Days, a real number, from the second to the first of two times that are subtracted as Julian day numbers. Of times they
 * are exact to the second, where SQLite's numbers err by 1e-9 days and count milliseconds.
 */
export function daysBetween(
  left: Expr,
  right: Expr,
  context: ReadingContext,
): Expression | undefined {
  const [to, from] = [julianArgument(left, context), julianArgument(right, context)];
  if (!to || !from) return undefined;
  return isDay(to, context) && isDay(from, context)
    ? { kind: 'cast', type: 'real', argument: difference('day', from, to) }
    : inDays(difference('second', from, to));
}

/** The same without the fraction of a day, a whole number. */
export function wholeDaysBetween(
  left: Expr,
  right: Expr,
  context: ReadingContext,
): Expression | undefined {
  const [to, from] = [julianArgument(left, context), julianArgument(right, context)];
  return to && from && difference('day', from, to);
}

/** What orders times as their Julian day numbers do. */
export function julianOrder(source: Expr, context: ReadingContext): Expression | undefined {
  const moment = julianArgument(source, context);
  return moment && { kind: 'call', function: 'unixSeconds', arguments: [moment] };
}

function julianArgument(source: Expr, context: ReadingContext): Expression | undefined {
  const expression = unwrap(source);
  if (expression.type !== 'FunctionCallExpr' || expression.name.name.toLowerCase() !== 'julianday')
    return undefined;
  return readMoment(expression.args ?? [], context);
}

function isDay(moment: Expression, { schema, scope }: ReadingContext): boolean {
  if (moment.kind === 'call') {
    if (moment.function === 'today' || moment.function === 'date') return true;
    if (moment.function === 'truncate') return dayUnits.has(moment.unit ?? '');
  }
  if (moment.kind === 'literal') return /^\d{4}-\d\d-\d\d$/.test(String(moment.value));
  if (moment.kind === 'field') {
    const entity = schema.entities.find(({ name }) => name === moment.entity);
    const field = entity?.fields.find(({ name }) => name === moment.field);
    if (field?.temporal === 'iso-date') return true;
  }
  return valueKind(moment, schema, scope).type === 'date';
}

function difference(unit: TimeUnit, from: Expression, to: Expression): Expression {
  return { kind: 'call', function: 'difference', unit, arguments: [from, to] };
}

function inDays(seconds: Expression): Expression {
  const left: Expression = { kind: 'cast', type: 'real', argument: seconds };
  const right: Expression = { kind: 'literal', value: SECONDS_OF_DAY };
  return { kind: 'arithmetic', operator: '/', left, right };
}
