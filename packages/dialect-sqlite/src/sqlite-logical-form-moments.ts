import type { Expression, TimeUnit } from '@momq/dialect';
import type { Expr } from 'sqlite3-parser';
import { unsupported, unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import { isNumber, valueKind } from './sqlite-logical-form-value-kind.js';

/**
 * The time that the arguments of a SQLite date function say: a time value and its modifiers
 * (https://sqlite.org/lang_datefunc.html).
 *
 * @throws UnsupportedFeatureError for Julian day numbers, local time, and steps of months that overflow
 */
export function readMoment(args: readonly Expr[], context: ReadingContext): Expression {
  const [base, ...modifiers] = args;
  if (base === undefined) return now;
  const constant = unwrap(base);
  if (constant.type === 'StringLiteral' && constant.value.toLowerCase() === 'now')
    return moved(now, modifiers);
  const value = context.read.expression(base, context);
  const [first, ...others] = modifiers;
  if (first !== undefined && modifier(first) === 'unixepoch')
    return moved({ kind: 'call', function: 'fromUnixSeconds', arguments: [value] }, others);
  if (isNumber(valueKind(value, context.schema, context.scope)))
    return unsupported('a number as a date, which SQLite takes for a Julian day');
  return moved(value, modifiers);
}

const now: Expression = { kind: 'call', function: 'now', arguments: [] };

function modifier(source: Expr): string {
  const expression = unwrap(source);
  return expression.type === 'StringLiteral'
    ? expression.value.toLowerCase().trim()
    : unsupported('a date modifier that is no constant');
}

function moved(base: Expression, modifiers: readonly Expr[]): Expression {
  let moment = base;
  for (let place = 0; place < modifiers.length; place += 1) {
    const text = modifier(modifiers[place]!);
    const start = /^start of (year|month|day)$/.exec(text);
    const step = /^([+-]?\d{1,9}) (year|month|day|hour|minute|second)s?$/.exec(text);
    if (start) {
      moment = {
        kind: 'call',
        function: 'truncate',
        unit: start[1] as TimeUnit,
        arguments: [moment],
      };
    } else if (step) {
      const unit = step[2] as TimeUnit;
      if (unit === 'year' || unit === 'month') {
        const next = modifiers[place + 1];
        if (next !== undefined && modifier(next) === 'floor') place += 1;
        else if (!isStartOfMonth(moment))
          unsupported(
            `the modifier ${text}, which goes on into the next month where the day is missing`,
          );
      }
      const amount: Expression = { kind: 'literal', value: Number(step[1]) };
      moment = { kind: 'call', function: 'add', unit, arguments: [moment, amount] };
    } else unsupported(`the date modifier ${text}`);
  }
  return moment;
}

function isStartOfMonth(moment: Expression): boolean {
  if (moment.kind !== 'call') return false;
  if (moment.function === 'truncate') return moment.unit === 'month' || moment.unit === 'year';
  const [inner] = moment.arguments;
  const keepsDay = moment.unit === 'month' || moment.unit === 'year';
  return moment.function === 'add' && keepsDay && inner !== undefined && isStartOfMonth(inner);
}
