import { argumentText, named, parenthesised, standardFunctions } from '@momq/core/sql';
import type { FunctionSpellings, SpelledCall, Spelling, TypedText } from '@momq/core/sql';
import type { Expression } from '@momq/dialect';

const first = (call: SpelledCall): string => argumentText(call, 0);
const operand = (call: SpelledCall, place: number): string =>
  parenthesised(argumentText(call, place));

/** A whole number: these functions give reals of reals. */
const whole =
  (name: string): Spelling =>
  (call) =>
    call.arguments[0]?.type === 'integer' ? first(call) : `CAST(${named(name)(call)} AS SIGNED)`;

/** Functions of the time take the text of a day for a time. */
const timePart =
  (name: string): Spelling =>
  ({ arguments: [moment] }) =>
    `${name}(${moment?.type === 'datetime' ? moment.text : `CAST(${moment?.text} AS DATETIME)`})`;

/** How MySQL writes the functions of the catalogue. */
export const mysqlFunctions: FunctionSpellings = {
  ...standardFunctions,
  length: named('CHAR_LENGTH'),
  concat: named('CONCAT'),
  position: (call) => `LOCATE(${argumentText(call, 1)}, ${first(call)})`,
  round,
  floor: whole('FLOOR'),
  ceiling: whole('CEILING'),
  mod,
  year: named('YEAR'),
  quarter: named('QUARTER'),
  month: named('MONTH'),
  week: (call) => `WEEK(${first(call)}, 3)`,
  weekday: (call) => `DAYOFWEEK(${first(call)}) - 1`,
  day: named('DAY'),
  hour: timePart('HOUR'),
  minute: timePart('MINUTE'),
  second: timePart('SECOND'),
  truncate,
  difference: (call) =>
    `TIMESTAMPDIFF(${call.unit.toUpperCase()}, ${first(call)}, ${argumentText(call, 1)})`,
  add: (call) => `${operand(call, 0)} + INTERVAL ${operand(call, 1)} ${call.unit.toUpperCase()}`,
  date: named('DATE'),
  now: () => 'UTC_TIMESTAMP()',
  today: () => 'UTC_DATE()',
  unixSeconds: (call) => `TIMESTAMPDIFF(SECOND, '1970-01-01', ${first(call)})`,
  // FROM_UNIXTIME goes by the zone of the session, and knows nothing before 1970.
  fromUnixSeconds: (call) => fromUnixSeconds(first(call)),
};

/** The time that many seconds after 1970, in UTC. */
export function fromUnixSeconds(seconds: string): string {
  return `TIMESTAMP'1970-01-01 00:00:00' + INTERVAL ${parenthesised(seconds)} SECOND`;
}

/** MySQL rounds the halves of doubles to even, of exact numbers away from zero. */
function round(call: SpelledCall): string {
  const [value, digits] = call.arguments;
  const exact = value !== undefined && isExact(value);
  const number = exact ? value.text : `CAST(${value?.text} AS DECIMAL(65, 15))`;
  return `ROUND(${[number, ...(digits ? [digits.text] : [])].join(', ')})`;
}

/** True for what MySQL computes without doubles. */
function isExact({ type, expression }: TypedText): boolean {
  if (type === 'integer' || type === 'boolean') return true;
  return expression !== undefined && isExactExpression(expression);
}

function isExactExpression(expression: Expression): boolean {
  return expression.kind === 'literal' && typeof expression.value === 'number';
}

function mod(call: SpelledCall): string {
  const side = (value: TypedText | undefined): string =>
    value?.type === 'integer' ? value.text : `TRUNCATE(${value?.text}, 0)`;
  const [dividend, divisor] = call.arguments;
  return `MOD(${side(dividend)}, ${side(divisor)})`;
}

const FORMATS = {
  year: '%Y-01-01',
  month: '%Y-%m-01',
  hour: '%Y-%m-%d %H:00:00',
  minute: '%Y-%m-%d %H:%i:00',
  second: '%Y-%m-%d %H:%i:%s',
} as const;

function truncate(call: SpelledCall): string {
  const date = first(call);
  switch (call.unit) {
    case 'day':
      return `DATE(${date})`;
    case 'week':
      return `DATE(${date}) - INTERVAL WEEKDAY(${date}) DAY`;
    case 'quarter':
      return `MAKEDATE(YEAR(${date}), 1) + INTERVAL (QUARTER(${date}) - 1) QUARTER`;
    case 'year':
    case 'month':
      return `CAST(DATE_FORMAT(${date}, '${FORMATS[call.unit]}') AS DATE)`;
    default:
      return `CAST(DATE_FORMAT(${date}, '${FORMATS[call.unit]}') AS DATETIME)`;
  }
}
