import { argumentText, named, parenthesised, standardFunctions } from '@momq/core/sql';
import type { FunctionSpellings, SpelledCall, Spelling } from '@momq/core/sql';

/*
 * Dates are ISO 8601 text. An argument may be a time value with modifiers behind it (`placed, 'unixepoch'`), which every
 * date function takes (https://www.sqlite.org/lang_datefunc.html).
 */
const first = (call: SpelledCall): string => argumentText(call, 0);

const datePart =
  (format: string): Spelling =>
  (call) =>
    `CAST(strftime('${format}', ${first(call)}) AS INTEGER)`;

/** A whole number: these functions give reals of reals. */
const whole =
  (name: string): Spelling =>
  (call) =>
    call.arguments[0]?.type === 'integer' ? first(call) : `CAST(${named(name)(call)} AS INTEGER)`;

/** How SQLite writes the functions of the catalogue. */
export const sqliteFunctions: FunctionSpellings = {
  ...standardFunctions,
  substring: named('SUBSTR'),
  position: named('INSTR'),
  floor: whole('FLOOR'),
  ceiling: whole('CEIL'),
  mod: (call) => `${parenthesised(first(call))} % ${parenthesised(argumentText(call, 1))}`,
  year: datePart('%Y'),
  quarter: (call) => `(strftime('%m', ${first(call)}) + 2) / 3`,
  month: datePart('%m'),
  week: datePart('%V'),
  weekday: datePart('%w'),
  day: datePart('%d'),
  hour: datePart('%H'),
  minute: datePart('%M'),
  second: datePart('%S'),
  truncate,
  difference,
  add,
  date: named('date'),
  now: () => "datetime('now')",
  today: () => "date('now')",
  unixSeconds: named('unixepoch'),
  fromUnixSeconds: (call) => `datetime(${first(call)}, 'unixepoch')`,
};

function truncate(call: SpelledCall): string {
  const date = first(call);
  switch (call.unit) {
    case 'year':
      return `strftime('%Y-01-01', ${date})`;
    case 'quarter':
      return `date(${date}, 'start of month', '-' || ((strftime('%m', ${date}) + 2) % 3) || ' months')`;
    case 'month':
      return `strftime('%Y-%m-01', ${date})`;
    case 'week':
      return `date(${date}, 'weekday 0', '-6 days')`;
    case 'day':
      return `date(${date})`;
    case 'hour':
      return `strftime('%Y-%m-%d %H:00:00', ${date})`;
    case 'minute':
      return `strftime('%Y-%m-%d %H:%M:00', ${date})`;
    case 'second':
      return `datetime(${date})`;
  }
}

const SECONDS = { week: 604_800, day: 86_400, hour: 3_600, minute: 60, second: 1 } as const;
const MONTHS = { year: 12, quarter: 3, month: 1 } as const;
/** More than day and time have as one number: 31 23:59:59 is 31,235,959. */
const MONTH = 100_000_000;

function difference(call: SpelledCall): string {
  const { unit } = call;
  const [from, to] = [first(call), argumentText(call, 1)];
  if (unit === 'year' || unit === 'quarter' || unit === 'month') {
    const place = (date: string): string =>
      `(strftime('%Y', ${date}) * 12 + strftime('%m', ${date})) * ${MONTH} + strftime('%d%H%M%S', ${date})`;
    return `(${place(to)} - (${place(from)})) / ${MONTH * MONTHS[unit]}`;
  }
  const seconds = `unixepoch(${to}) - unixepoch(${from})`;
  return unit === 'second' ? seconds : `(${seconds}) / ${SECONDS[unit]}`;
}

function add(call: SpelledCall): string {
  const { unit } = call;
  const [date, amount] = call.arguments;
  const timed = date?.type === 'datetime' || ['hour', 'minute', 'second'].includes(unit);
  const months = unit === 'year' || unit === 'quarter' || unit === 'month';
  const [times, word] =
    unit === 'quarter' ? [3, 'month'] : unit === 'week' ? [7, 'day'] : [1, unit];
  const number = amount?.literal;
  const shift =
    typeof number === 'number'
      ? `'${number < 0 ? '' : '+'}${number * times} ${word}s'`
      : `${parenthesised(amount?.text ?? '')}${times === 1 ? '' : ` * ${times}`} || ' ${word}s'`;
  // Without `floor` the day that a month lacks would become one of the next month.
  return `${timed ? 'datetime' : 'date'}(${date?.text}, ${shift}${months ? ", 'floor'" : ''})`;
}
