import { argumentText, named, parenthesised, standardFunctions } from '@momq/core/sql';
import type { FunctionSpellings, SpelledCall, Spelling, TypedText } from '@momq/core/sql';

const first = (call: SpelledCall): string => argumentText(call, 0);
const isDate = (argument: TypedText | undefined): boolean => argument?.type === 'date';

/** Dates that are shifted, truncated or counted in hours become timestamps. */
const withTime = (argument: TypedText | undefined): string =>
  isDate(argument) ? `CAST(${argument?.text} AS TIMESTAMP)` : (argument?.text ?? '');

const isTimed = (unit: SpelledCall['unit']): boolean => ['hour', 'minute', 'second'].includes(unit);

const whole =
  (name: string): Spelling =>
  (call) =>
    call.arguments[0]?.type === 'integer' ? first(call) : `CAST(${named(name)(call)} AS BIGINT)`;

/** How DuckDB writes the functions of the catalogue. */
export const spelledFunctions: FunctionSpellings = {
  ...standardFunctions,
  substring: (call) => {
    const [text, from, length] = call.arguments;
    const start = asWhole(from, 'BIGINT');
    if (length === undefined) return `SUBSTRING(${text?.text}, ${start})`;
    const size = asWhole(length, 'BIGINT');
    const safe = typeof length.literal === 'number' && length.literal >= 0;
    return `SUBSTRING(${text?.text}, ${start}, ${safe ? size : `GREATEST(${size}, 0)`})`;
  },
  position: named('STRPOS'),
  round: (call) => {
    const [value, digits] = call.arguments;
    const places = digits === undefined ? '' : `, ${asWhole(digits, 'INTEGER')}`;
    return `ROUND(${value?.text}${places})`;
  },
  floor: whole('FLOOR'),
  ceiling: whole('CEILING'),
  mod: (call) => {
    const [dividend, divisor] = call.arguments.map((side) =>
      side.type === 'integer' ? side.text : `CAST(TRUNC(${side.text}) AS BIGINT)`,
    );
    return `MOD(${dividend}, ${divisor})`;
  },
  sqrt: (call) => {
    const [argument] = call.arguments;
    const safe = typeof argument?.literal === 'number' && argument.literal >= 0;
    return safe
      ? `SQRT(${first(call)})`
      : `CASE WHEN ${first(call)} >= 0 THEN SQRT(${first(call)}) END`;
  },
  year: named('YEAR'),
  quarter: named('QUARTER'),
  month: named('MONTH'),
  week: named('WEEK'),
  weekday: named('DAYOFWEEK'),
  day: named('DAY'),
  hour: (call) => `HOUR(${withTime(call.arguments[0])})`,
  minute: (call) => `MINUTE(${withTime(call.arguments[0])})`,
  second: (call) => `SECOND(${withTime(call.arguments[0])})`,
  truncate: ({ arguments: [date], unit }) => {
    if (isTimed(unit)) return `DATE_TRUNC('${unit}', ${withTime(date)})`;
    if (unit === 'day') return `CAST(${date?.text} AS DATE)`;
    return `CAST(DATE_TRUNC('${unit}', ${date?.text}) AS DATE)`;
  },
  difference: (call) => {
    const { unit } = call;
    const [from, to] = call.arguments;
    const months = { year: 12, quarter: 3, month: 1 }[unit as string];
    // DATESUB takes the last day of a month for a whole one.
    if (months !== undefined) {
      const age = `AGE(${withTime(to)}, ${withTime(from)})`;
      const counted = `YEAR(${age}) * 12 + MONTH(${age})`;
      return months === 1 ? counted : `(${counted}) // ${months}`;
    }
    const days = isDate(from) && isDate(to) && !isTimed(unit);
    return days
      ? `DATESUB('${unit}', ${from?.text}, ${to?.text})`
      : `DATESUB('${unit}', ${withTime(from)}, ${withTime(to)})`;
  },
  add: ({ arguments: [date, amount], unit }) => {
    const interval = `TO_${unit.toUpperCase()}S(${asWhole(amount, 'INTEGER')})`;
    const moved = `${parenthesised(date?.text ?? '')} + ${interval}`;
    return isDate(date) && !isTimed(unit) ? `CAST(${moved} AS DATE)` : moved;
  },
  date: (call) => (isDate(call.arguments[0]) ? first(call) : `CAST(${first(call)} AS DATE)`),
  now: () => "DATE_TRUNC('second', TIMEZONE('UTC', NOW()))",
  today: () => "CAST(TIMEZONE('UTC', NOW()) AS DATE)",
  unixSeconds: (call) => `CAST(FLOOR(EPOCH(${first(call)})) AS BIGINT)`,
  fromUnixSeconds: (call) => `TIMEZONE('UTC', TO_TIMESTAMP(${first(call)}))`,
};

/** Amounts and places: sums are HUGEINT, which these parameters do not take. */
function asWhole(argument: TypedText | undefined, type: 'BIGINT' | 'INTEGER'): string {
  const { literal, text } = argument ?? {};
  return Number.isInteger(literal) ? (text ?? '') : `CAST(${text} AS ${type})`;
}
