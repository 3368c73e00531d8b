import { argumentText, named, parenthesised, standardFunctions } from '@momq/core/sql';
import type { FunctionSpellings, SpelledCall, Spelling, TypedText } from '@momq/core/sql';

const first = (call: SpelledCall): string => argumentText(call, 0);
const isDate = (argument: TypedText | undefined): boolean => argument?.type === 'date';

/** A date with a time, where a plain date would not do. */
const withTime = (argument: TypedText | undefined): string =>
  isDate(argument) ? `DATETIME(${argument?.text})` : (argument?.text ?? '');

const dayOf = (argument: TypedText | undefined): string =>
  isDate(argument) ? (argument?.text ?? '') : `DATE(${argument?.text})`;

const datePart =
  (field: string): Spelling =>
  (call) =>
    `EXTRACT(${field} FROM ${first(call)})`;

const timePart =
  (field: string): Spelling =>
  (call) =>
    `EXTRACT(${field} FROM ${withTime(call.arguments[0])})`;

const whole =
  (name: string): Spelling =>
  (call) =>
    call.arguments[0]?.type === 'integer' ? first(call) : `CAST(${named(name)(call)} AS INT64)`;

/** How GoogleSQL writes the functions of the catalogue. */
export const bigqueryFunctions: FunctionSpellings = {
  ...standardFunctions,
  trim: (call) => `TRIM(${first(call)}, ' ')`,
  substring,
  position: named('STRPOS'),
  round: (call) => {
    const [value, digits] = call.arguments;
    return digits === undefined
      ? `ROUND(${value?.text})`
      : `ROUND(${value?.text}, ${wholeNumber(digits)})`;
  },
  floor: whole('FLOOR'),
  ceiling: whole('CEIL'),
  mod,
  power: named('POW'),
  sqrt: (call) => {
    const [argument] = call.arguments;
    const safe = typeof argument?.literal === 'number' && argument.literal >= 0;
    return `${safe ? '' : 'SAFE.'}SQRT(${first(call)})`;
  },
  year: datePart('YEAR'),
  quarter: datePart('QUARTER'),
  month: datePart('MONTH'),
  week: datePart('ISOWEEK'),
  weekday: (call) => `EXTRACT(DAYOFWEEK FROM ${first(call)}) - 1`,
  day: datePart('DAY'),
  hour: timePart('HOUR'),
  minute: timePart('MINUTE'),
  second: timePart('SECOND'),
  truncate: ({ arguments: [date], unit }) => {
    if (unit === 'hour' || unit === 'minute' || unit === 'second')
      return `DATETIME_TRUNC(${withTime(date)}, ${unit.toUpperCase()})`;
    if (unit === 'day') return dayOf(date);
    return `DATE_TRUNC(${dayOf(date)}, ${unit === 'week' ? 'ISOWEEK' : unit.toUpperCase()})`;
  },
  difference,
  add,
  date: (call) => dayOf(call.arguments[0]),
  now: () => 'DATETIME_TRUNC(CURRENT_DATETIME(), SECOND)',
  today: () => 'CURRENT_DATE()',
  unixSeconds: (call) => `UNIX_SECONDS(TIMESTAMP(${withTime(call.arguments[0])}))`,
  fromUnixSeconds: (call) => `DATETIME(TIMESTAMP_SECONDS(${wholeSeconds(call.arguments[0])}))`,
};

/** A negative length is an error; SQLite's is no text. */
function substring(call: SpelledCall): string {
  const [text, from, length] = call.arguments;
  const start = wholeNumber(from);
  if (length === undefined) return `SUBSTR(${text?.text}, ${start})`;
  const safe = typeof length.literal === 'number' && length.literal >= 0;
  const size = wholeNumber(length);
  return `SUBSTR(${text?.text}, ${start}, ${safe ? size : `GREATEST(${size}, 0)`})`;
}

function mod(call: SpelledCall): string {
  const [dividend, divisor] = call.arguments;
  const safe = typeof divisor?.literal === 'number' && Math.abs(divisor.literal) >= 1;
  const by = wholeNumber(divisor);
  return `MOD(${wholeNumber(dividend)}, ${safe ? by : `NULLIF(${by}, 0)`})`;
}

/** CAST rounds; what is behind the point is dropped. */
function wholeNumber(argument: TypedText | undefined): string {
  const { literal } = argument ?? {};
  const isWhole = argument?.type === 'integer' || Number.isInteger(literal);
  return isWhole ? (argument?.text ?? '') : `CAST(TRUNC(${argument?.text}) AS INT64)`;
}

/** Seconds before a time are whole: the second that the time lies in. A quotient of integers is a fraction here. */
function wholeSeconds(argument: TypedText | undefined): string {
  const { literal, expression, type } = argument ?? {};
  const isWhole = Number.isInteger(literal) || (type === 'integer' && expression !== undefined);
  return isWhole ? (argument?.text ?? '') : `CAST(FLOOR(${argument?.text}) AS INT64)`;
}

const SECONDS = { week: 604_800, day: 86_400, hour: 3_600, minute: 60, second: 1 } as const;

function difference(call: SpelledCall): string {
  const { unit } = call;
  const [from, to] = call.arguments;
  const dates = isDate(from) && isDate(to);
  if (unit === 'year' || unit === 'quarter' || unit === 'month') {
    const months = wholeMonths(dates ? [from?.text, to?.text] : [withTime(from), withTime(to)], {
      dates,
    });
    const size = { year: 12, quarter: 3, month: 1 }[unit];
    return size === 1 ? months : `DIV(${months}, ${size})`;
  }
  if (dates && (unit === 'day' || unit === 'week')) {
    const days = `DATE_DIFF(${to?.text}, ${from?.text}, DAY)`;
    return unit === 'day' ? days : `DIV(${days}, 7)`;
  }
  const seconds = `DATETIME_DIFF(${withTime(to)}, ${withTime(from)}, SECOND)`;
  return unit === 'second' ? seconds : `DIV(${seconds}, ${SECONDS[unit]})`;
}

/** DATE_DIFF counts the first days of months; months that are not over yet are taken off. */
function wholeMonths(
  [from = '', to = '']: readonly (string | undefined)[],
  { dates }: { readonly dates: boolean },
): string {
  const place = (moment: string): string =>
    dates
      ? `EXTRACT(DAY FROM ${moment})`
      : `DATETIME_DIFF(${moment}, DATETIME_TRUNC(${moment}, MONTH), SECOND)`;
  const [later, earlier] = [parenthesised(to), parenthesised(from)];
  const over = `CASE WHEN ${later} >= ${earlier} AND ${place(to)} < ${place(from)} THEN 1 WHEN ${later} < ${earlier} AND ${place(to)} > ${place(from)} THEN -1 ELSE 0 END`;
  return `(${dates ? 'DATE_DIFF' : 'DATETIME_DIFF'}(${to}, ${from}, MONTH) - ${over})`;
}

function add(call: SpelledCall): string {
  const [date, amount] = call.arguments;
  const timed = ['hour', 'minute', 'second'].includes(call.unit);
  const interval = `INTERVAL ${parenthesised(wholeNumber(amount))} ${call.unit.toUpperCase()}`;
  return isDate(date) && !timed
    ? `DATE_ADD(${date?.text}, ${interval})`
    : `DATETIME_ADD(${withTime(date)}, ${interval})`;
}
