import {
  BadNull,
  DateTimeValue,
  DateValue,
  DurationValue,
  TimeValue,
  daysOfMonth,
  isMap,
  isNull,
  isNumber,
  type GraphValue,
} from '@momq/graph-store';
import type { EngineFunction } from './functions.js';

const dayOfText = /^([+-]?\d{1,5})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const timeOfText =
  /^(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6}))?)?)?(?:Z|([+-])(\d{2}):(\d{2}))?$/;

/** A day of a text such as `2024-02-29`; undefined where it names none. */
export function dateOf(text: string): DateValue | undefined {
  const found = dayOfText.exec(text.trim());
  if (!found) return undefined;
  return dayOf(Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1));
}

function dayOf(year: number, month: number, day: number): DateValue | undefined {
  if (Math.abs(year) > 32_767 || month < 1 || month > 12) return undefined;
  return day < 1 || day > daysOfMonth(year, month) ? undefined : new DateValue(year, month, day);
}

/** A time of a text such as `12:30:05.25`, in UTC; undefined where it names none. */
function timeOf(text: string): { readonly time: TimeValue; readonly offset: bigint } | undefined {
  const found = timeOfText.exec(text.trim());
  if (!found) return undefined;
  const [, hour, minute = '0', second = '0', fraction = '', sign, hours = '0', minutes = '0'] =
    found;
  const time = clock(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(6, '0')));
  const offset = BigInt(Number(hours) * 60 + Number(minutes)) * 60_000_000n;
  return time && { time, offset: sign === '+' ? -offset : sign === '-' ? offset : 0n };
}

function clock(
  hour: number,
  minute: number,
  second: number,
  microsecond: number,
): TimeValue | undefined {
  const isTime = hour < 24 && minute < 60 && second < 60 && microsecond < 1_000_000;
  const isPositive = hour >= 0 && minute >= 0 && second >= 0 && microsecond >= 0;
  return isTime && isPositive ? TimeValue.of(hour, minute, second, microsecond) : undefined;
}

/** A point in time of a text such as `2024-02-29T12:30:05`, in UTC; undefined where it names none. */
export function datetimeOf(text: string): DateTimeValue | undefined {
  const [day = '', clockText] = text.trim().split(/[T ]/);
  const date = dateOf(day);
  if (date === undefined) return undefined;
  if (clockText === undefined) return new DateTimeValue(date, new TimeValue(0n));
  const found = timeOf(clockText);
  if (found === undefined) return undefined;
  const at = new DateTimeValue(date, found.time);
  return DateTimeValue.fromMicroseconds(at.microseconds + found.offset);
}

/** Whole numbers of a map, with others for what it lacks; undefined where it has other keys or values. */
function numbersOf(
  map: ReadonlyMap<string, GraphValue>,
  keys: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> | undefined {
  const made: Record<string, number> = { ...keys };
  for (const [key, value] of map) {
    if (!(key in keys) || typeof value !== 'bigint') return undefined;
    made[key] = Number(value);
  }
  return made;
}

const now = (): DateTimeValue => DateTimeValue.fromMicroseconds(BigInt(Date.now()) * 1000n);

function date([value]: readonly GraphValue[]): GraphValue {
  if (value === undefined) return now().date;
  if (isNull(value)) return null;
  if (value instanceof DateValue) return value;
  if (value instanceof DateTimeValue) return value.date;
  if (typeof value === 'string') return dateOf(value) ?? BadNull.badData;
  if (!isMap(value)) return BadNull.badType;
  const parts = numbersOf(value, { year: 0, month: 1, day: 1 });
  return (parts && dayOf(parts.year!, parts.month!, parts.day!)) ?? BadNull.badData;
}

const clockParts = { hour: 0, minute: 0, second: 0, millisecond: 0, microsecond: 0 };

function clockOfParts(parts: Readonly<Record<string, number>>): TimeValue | undefined {
  const { hour, minute, second, millisecond, microsecond } = parts;
  return clock(hour!, minute!, second!, millisecond! * 1000 + microsecond!);
}

function time([value]: readonly GraphValue[]): GraphValue {
  if (value === undefined) return now().time;
  if (isNull(value)) return null;
  if (value instanceof TimeValue) return value;
  if (value instanceof DateTimeValue) return value.time;
  if (typeof value === 'string') {
    const found = timeOf(value);
    if (found === undefined) return BadNull.badData;
    const at = new DateTimeValue(new DateValue(2000, 1, 2), found.time).microseconds + found.offset;
    return DateTimeValue.fromMicroseconds(at).time;
  }
  if (!isMap(value)) return BadNull.badType;
  const parts = numbersOf(value, clockParts);
  return (parts && clockOfParts(parts)) ?? BadNull.badData;
}

function datetime([value]: readonly GraphValue[]): GraphValue {
  if (value === undefined) return now();
  if (isNull(value)) return null;
  if (value instanceof DateTimeValue) return value;
  if (value instanceof DateValue) return new DateTimeValue(value, new TimeValue(0n));
  if (typeof value === 'string') return datetimeOf(value) ?? BadNull.badData;
  if (isNumber(value))
    return DateTimeValue.fromMicroseconds(BigInt(Math.trunc(Number(value))) * 1_000_000n);
  if (!isMap(value)) return BadNull.badType;
  const parts = numbersOf(value, { year: 0, month: 1, day: 1, ...clockParts });
  const day = parts && dayOf(parts.year!, parts.month!, parts.day!);
  const at = parts && clockOfParts(parts);
  return day && at ? new DateTimeValue(day, at) : BadNull.badData;
}

function timestamp([value]: readonly GraphValue[]): GraphValue {
  if (value === undefined) return BigInt(Math.floor(Date.now() / 1000));
  if (isNull(value)) return null;
  if (typeof value === 'bigint') return value;
  const at =
    typeof value === 'string'
      ? datetimeOf(value)
      : value instanceof DateTimeValue
        ? value
        : undefined;
  return at === undefined
    ? BadNull.badData
    : (at.microseconds - (((at.microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n)) / 1_000_000n;
}

const microsecondsOf: Readonly<Record<string, number>> = {
  weeks: 604_800e6,
  days: 86_400e6,
  hours: 3600e6,
  minutes: 60e6,
  seconds: 1e6,
  milliseconds: 1000,
  microseconds: 1,
};
const monthsOf: Readonly<Record<string, number>> = { years: 12, quarters: 3, months: 1 };

function duration([value]: readonly GraphValue[]): GraphValue {
  if (isNull(value!)) return null;
  if (!isMap(value!)) return BadNull.badType;
  let [months, microseconds] = [0, 0n];
  for (const [key, count] of value) {
    if (!isNumber(count)) return BadNull.badType;
    if (key in monthsOf) months += Math.trunc(Number(count)) * monthsOf[key]!;
    else if (key in microsecondsOf)
      microseconds +=
        typeof count === 'bigint'
          ? count * BigInt(microsecondsOf[key]!)
          : BigInt(Math.round(count * microsecondsOf[key]!));
    else return BadNull.badData;
  }
  return new DurationValue(months, microseconds);
}

/** Functions of points in time, in UTC, and of durations. */
export const temporalFunctions: Readonly<Record<string, EngineFunction>> = {
  date,
  time,
  datetime,
  timestamp,
  duration,
  now: () => BigInt(Math.floor(Date.now() / 1000)),
};
