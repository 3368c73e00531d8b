import type { Expression, FunctionCall, FunctionName, TimeUnit } from '@momq/dialect';
import type { Expr, FunctionCallExpr } from 'sqlite3-parser';
import { unsupported, type ReadingContext } from './sqlite-logical-form-context.js';
import { datePartOf, isPartFormat, textOf } from './sqlite-logical-form-date-parts.js';
import { formatted } from './sqlite-logical-form-formats.js';
import { dayOf } from './sqlite-logical-form-days.js';
import { dayNumber } from './sqlite-logical-form-julian-days.js';
import { readMoment } from './sqlite-logical-form-moments.js';

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
      return dayNumber(readMoment(args, context));
    case 'time':
      return formatted('%H:%M:%S', readMoment(args, context));
    case 'timediff':
      return unsupported('timediff()');
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
  if (spelling === '%Y-%m-%d' || spelling === '%F') return dayOf(readMoment(moment, context));
  return formatted(spelling, readMoment(moment, context));
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
