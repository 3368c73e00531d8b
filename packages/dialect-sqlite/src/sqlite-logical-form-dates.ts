import type { Expression, FunctionCall, FunctionName, TimeUnit } from '@momq/dialect';
import type { Expr, FunctionCallExpr } from 'sqlite3-parser';
import { unsupported, unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import { datePartOf, isPartFormat, textOf } from './sqlite-logical-form-date-parts.js';
import { readMoment } from './sqlite-logical-form-moments.js';
import { valueKind } from './sqlite-logical-form-value-kind.js';

/** Lengths of the beginnings of `2024-05-31` that formats give. */
const beginnings: Readonly<Record<string, number>> = { '%Y-%m': 7, '%Y-%m-%d': 10, '%F': 10 };

/** Formats that write the beginning of a unit. */
const truncations: Readonly<Record<string, TimeUnit>> = {
  '%Y-01-01': 'year',
  '%Y-%m-01': 'month',
  '%Y-%m-%d %H:00:00': 'hour',
  '%Y-%m-%d %H:%M:00': 'minute',
};

const call = (name: FunctionName, ...args: Expression[]): FunctionCall => ({
  kind: 'call',
  function: name,
  arguments: args,
});
const literal = (value: number): Expression => ({ kind: 'literal', value });

function asText(argument: Expression): Expression {
  return { kind: 'cast', type: 'text', argument };
}

/** Calls of SQLite's date functions; undefined for other functions. */
export function convertDateCall(
  expression: FunctionCallExpr,
  context: ReadingContext,
): Expression | undefined {
  const args = expression.args ?? [];
  switch (expression.name.name.toLowerCase()) {
    case 'strftime':
      return convertFormat(args, context) ?? datePartOf(expression, context)?.text();
    case 'date':
      return dayOf(readMoment(args, context));
    case 'datetime':
      return timed(readMoment(args, context));
    case 'unixepoch':
      return call('unixSeconds', readMoment(args, context));
    case 'julianday':
      return unsupported('julianday() here');
    case 'time':
    case 'timediff':
      return unsupported(`${expression.name.name}()`);
    default:
      return undefined;
  }
}

function convertFormat(args: readonly Expr[], context: ReadingContext): Expression | undefined {
  const [format, ...moment] = args;
  const spelling = format && textOf(format, context);
  if (spelling === undefined) return unsupported('a strftime format that is no constant');
  if (isPartFormat(spelling)) return undefined;
  const unit = truncations[spelling];
  if (unit)
    return { kind: 'call', function: 'truncate', unit, arguments: [readMoment(moment, context)] };
  if (spelling === '%Y-%m-%d %H:%M:%S') return timed(readMoment(moment, context));
  const length = beginnings[spelling];
  const date = dayOf(readMoment(moment, context));
  if (length === 10) return date;
  if (length !== undefined) return call('substring', asText(date), literal(1), literal(length));
  return unsupported(`the strftime format ${spelling}`);
}

/** Units that move a day to a day. */
const dayUnits = new Set(['year', 'quarter', 'month', 'week', 'day']);

function dayOf(moment: Expression): Expression {
  if (moment.kind !== 'call') return call('date', moment);
  const [inner] = moment.arguments;
  if (moment.function === 'date' || moment.function === 'today') return moment;
  if (moment.function === 'now') return call('today');
  if (moment.function === 'truncate' && dayUnits.has(moment.unit ?? '')) return moment;
  if (moment.function === 'add' && dayUnits.has(moment.unit ?? '') && inner)
    return { ...moment, arguments: [dayOf(inner), ...moment.arguments.slice(1)] };
  return call('date', moment);
}

function timed(moment: Expression): Expression {
  const isTime =
    moment.kind === 'call' && (moment.function === 'now' || moment.function === 'fromUnixSeconds');
  return isTime ? moment : timeOf(moment);
}

function timeOf(moment: Expression): Expression {
  if (moment.kind === 'call' && moment.function === 'add') {
    const [inner, ...steps] = moment.arguments;
    if (inner?.kind === 'call' && inner.function === 'now') return moment;
    if (inner) return { ...moment, arguments: [timeOf(inner), ...steps] };
  }
  return moment.kind === 'cast' && moment.type === 'datetime'
    ? moment
    : { kind: 'cast', type: 'datetime', argument: moment };
}

/** The argument of `julianday(…)`; undefined for anything else. */
function julianArgument(source: Expr, context: ReadingContext): Expression | undefined {
  const expression = unwrap(source);
  if (expression.type !== 'FunctionCallExpr' || expression.name.name.toLowerCase() !== 'julianday')
    return undefined;
  const moment = readMoment(expression.args ?? [], context);
  if (isDay(moment, context)) return moment;
  return undefined;
}

function isDay(moment: Expression, { schema, scope }: ReadingContext): boolean {
  if (moment.kind === 'call') {
    if (moment.function === 'today' || moment.function === 'date') return true;
    if (moment.function === 'truncate') return dayUnits.has(moment.unit ?? '');
  }
  if (moment.kind === 'literal') return /^\d{4}-\d\d-\d\d$/.test(String(moment.value));
  return valueKind(moment, schema, scope).type === 'date';
}

/** Whole days from the second to the first of two days that are subtracted as Julian day numbers. */
export function daysBetween(
  left: Expr,
  right: Expr,
  context: ReadingContext,
): Expression | undefined {
  const [to, from] = [julianArgument(left, context), julianArgument(right, context)];
  return to && from && { kind: 'call', function: 'difference', unit: 'day', arguments: [from, to] };
}

/** What orders days as their Julian day numbers do. */
export function julianOrder(source: Expr, context: ReadingContext): Expression | undefined {
  const day = julianArgument(source, context);
  return day && call('unixSeconds', day);
}
