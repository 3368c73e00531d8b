import { argumentText, named, parenthesised, standardFunctions } from '@momq/core/sql';
import type { Expression } from '@momq/dialect';
import type { FunctionSpellings, SpelledCall, Spelling, TypedText } from '@momq/core/sql';

const first = (call: SpelledCall): string => argumentText(call, 0);
const isDate = (argument: TypedText | undefined): boolean => argument?.type === 'date';

/** A date with a time, where a plain date would not do. */
const withTime = (argument: TypedText | undefined): string =>
  isDate(argument) ? `CAST(${argument?.text} AS timestamp)` : (argument?.text ?? '');

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
    call.arguments[0]?.type === 'integer' ? first(call) : `CAST(${named(name)(call)} AS bigint)`;

/** How PostgreSQL writes the functions of the catalogue. */
export const postgresFunctions: FunctionSpellings = {
  ...standardFunctions,
  substring,
  position: named('STRPOS'),
  round,
  floor: whole('FLOOR'),
  ceiling: whole('CEILING'),
  mod,
  sqrt: (call) => {
    const [argument] = call.arguments;
    const safe = typeof argument?.literal === 'number' && argument.literal >= 0;
    return safe
      ? `SQRT(${first(call)})`
      : `CASE WHEN ${first(call)} >= 0 THEN SQRT(${first(call)}) END`;
  },
  year: datePart('YEAR'),
  quarter: datePart('QUARTER'),
  month: datePart('MONTH'),
  week: datePart('WEEK'),
  weekday: datePart('DOW'),
  day: datePart('DAY'),
  hour: timePart('HOUR'),
  minute: timePart('MINUTE'),
  second: (call) => `FLOOR(EXTRACT(SECOND FROM ${withTime(call.arguments[0])}))`,
  truncate: ({ arguments: [date], unit }) => {
    const timed = unit === 'hour' || unit === 'minute' || unit === 'second';
    if (timed) return `DATE_TRUNC('${unit}', ${withTime(date)})`;
    if (unit === 'day') return `CAST(${date?.text} AS date)`;
    return `CAST(DATE_TRUNC('${unit}', ${date?.text}) AS date)`;
  },
  difference,
  add,
  date: (call) => (isDate(call.arguments[0]) ? first(call) : `CAST(${first(call)} AS date)`),
  now: () => "DATE_TRUNC('second', TIMEZONE('UTC', NOW()))",
  today: () => "CAST(TIMEZONE('UTC', NOW()) AS date)",
  unixSeconds: (call) => `CAST(FLOOR(EXTRACT(EPOCH FROM ${first(call)})) AS bigint)`,
  fromUnixSeconds: (call) => `TIMEZONE('UTC', TO_TIMESTAMP(${first(call)}))`,
};

/** A negative length is an error; SQLite's is no text. */
function substring(call: SpelledCall): string {
  const [text, from, length] = call.arguments;
  const start = wholeNumber(from);
  if (length === undefined) return `SUBSTRING(${text?.text}, ${start})`;
  const safe = typeof length.literal === 'number' && length.literal >= 0;
  const size = wholeNumber(length);
  return `SUBSTRING(${text?.text}, ${start}, ${safe ? size : `GREATEST(${size}, 0)`})`;
}

/** ROUND of a double rounds halves to even, of a numeric away from zero. */
function round(call: SpelledCall): string {
  const [value, digits] = call.arguments;
  const places = digits === undefined ? '' : `, ${wholeNumber(digits)}`;
  return `ROUND(CAST(${value?.text} AS numeric)${places})`;
}

function mod(call: SpelledCall): string {
  const [dividend, divisor] = call.arguments;
  const whole = (side: TypedText | undefined): string =>
    side?.type === 'integer' ? side.text : `CAST(TRUNC(${side?.text}) AS bigint)`;
  const safe = typeof divisor?.literal === 'number' && Math.abs(divisor.literal) >= 1;
  return `MOD(${whole(dividend)}, ${safe ? whole(divisor) : `NULLIF(${whole(divisor)}, 0)`})`;
}

/** A place or a length: these parameters take no bigint. */
function wholeNumber(argument: TypedText | undefined): string {
  const small = argument?.expression !== undefined && isSmall(argument.expression);
  return small ? argument.text : `CAST(${argument?.text} AS integer)`;
}

/** True for whole constants, lengths and places, and what is added up of them. */
function isSmall(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return Number.isInteger(expression.value);
    case 'call':
      return expression.function === 'length' || expression.function === 'position';
    case 'arithmetic':
      return expression.operator !== '/' && [expression.left, expression.right].every(isSmall);
    default:
      return false;
  }
}

const SECONDS = { week: 604_800, day: 86_400, hour: 3_600, minute: 60, second: 1 } as const;

function difference(call: SpelledCall): string {
  const { unit } = call;
  const [from, to] = call.arguments;
  if (unit === 'year' || unit === 'quarter' || unit === 'month') {
    const age = `AGE(${to?.text}, ${from?.text})`;
    const years = `EXTRACT(YEAR FROM ${age})`;
    if (unit === 'year') return `CAST(${years} AS integer)`;
    const months = `CAST(${years} * 12 + EXTRACT(MONTH FROM ${age}) AS integer)`;
    return unit === 'month' ? months : `${months} / 3`;
  }
  if (isDate(from) && isDate(to) && (unit === 'day' || unit === 'week')) {
    const days = `${parenthesised(to?.text ?? '')} - ${parenthesised(from?.text ?? '')}`;
    return unit === 'day' ? days : `(${days}) / 7`;
  }
  const seconds = `EXTRACT(EPOCH FROM ${parenthesised(withTime(to))} - ${parenthesised(withTime(from))})`;
  return `CAST(TRUNC(${unit === 'second' ? seconds : `${seconds} / ${SECONDS[unit]}`}) AS bigint)`;
}

function add(call: SpelledCall): string {
  const [date, amount] = call.arguments;
  const timed = ['hour', 'minute', 'second'].includes(call.unit);
  const [times, unit] =
    call.unit === 'quarter' ? [3, 'month'] : call.unit === 'week' ? [7, 'day'] : [1, call.unit];
  const span = (number: number): string =>
    `INTERVAL '${number} ${unit}${Math.abs(number) === 1 ? '' : 's'}'`;
  const number = amount?.literal;
  const shift =
    typeof number === 'number'
      ? span(number * times)
      : `${parenthesised(amount?.text ?? '')} * ${span(times)}`;
  const moved = `${parenthesised(date?.text ?? '')} + ${shift}`;
  return isDate(date) && !timed ? `CAST(${moved} AS date)` : moved;
}
