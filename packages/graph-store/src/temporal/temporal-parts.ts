import { weekOf, weekdayOf } from './calendar.js';
import { checkedDate } from './checked-range.js';
import { calendarDate, inRange, ordinalDate, quarterDate, weekDate } from './date-kinds.js';
import { DateValue } from './date-value.js';
import { LocalTimeValue } from './local-time-value.js';
import { TemporalError } from './temporal-error.js';
import type { TemporalFields } from './temporal-fields.js';

const groups = [
  ['month', 'day'],
  ['week', 'dayOfWeek'],
  ['quarter', 'dayOfQuarter'],
  ['ordinalDay'],
];
const clockParts = ['hour', 'minute', 'second'];
const fractions = ['millisecond', 'microsecond', 'nanosecond'];

/** Whether the map names a time of day, or parts of one. */
export function namesTime(fields: TemporalFields): boolean {
  return fields.firstOf([...clockParts, ...fractions, 'time']) !== undefined;
}

/**
 * A date of a map's components; what it lacks is that of `base`, or the first.
 *
 * @param isWhole - whether every component down to the day is needed, as where a time of day follows; default: no
 * @throws {@link TemporalError} for components of unlike calendars, such that need others, and days that do not exist
 */
export function dateOfFields(
  fields: TemporalFields,
  base: DateValue | undefined,
  isWhole = false,
): DateValue {
  const used = groups.filter((group) => fields.firstOf(group) !== undefined);
  const [group = ['month', 'day'], other] = used;
  if (other !== undefined)
    throw new TemporalError(
      `expected a day by month, week, quarter or ordinalDay, got ${fields.firstOf(group)} and ${fields.firstOf(other)}`,
    );
  if (base === undefined) {
    if (fields.number('year') === undefined) throw new TemporalError('expected a year, got none');
    fields.checkOrder(['year', ...group]);
    const missing = isWhole ? group.find((name) => fields.get(name) === undefined) : undefined;
    if (missing !== undefined)
      throw new TemporalError(`expected ${missing} beside a time of day, got none`);
  }
  return checkedDate(dateOfGroup(fields, group[0]!, base));
}

function dateOfGroup(
  fields: TemporalFields,
  group: string,
  base: DateValue | undefined,
): DateValue {
  const given = (name: string): number | undefined => fields.number(name);
  checkedDate(new DateValue(given('year') ?? 0, 1, 1));
  if (group === 'week' && fields.get('week') !== undefined) return dateOfWeek(fields, base);
  const first = new DateValue(given('year') ?? base!.year, base?.month ?? 1, 1);
  // a day that the other year or month lacks becomes its last
  const near = new DateValue(first.year, first.month, base?.day ?? 1).plusMonths(0);
  if (group === 'week') {
    const weekday = inRange('dayOfWeek', given('dayOfWeek')!, [1, 7]);
    return DateValue.fromDayNumber(near.dayNumber + weekday - weekdayOf(near.dayNumber));
  }
  if (group === 'ordinalDay') return ordinalDate(near.year, given('ordinalDay')!);
  if (group === 'quarter') {
    const quarter = inRange('quarter', given('quarter') ?? near.quarter, [1, 4]);
    const moved = near.plusMonths((quarter - near.quarter) * 3);
    const day = given('dayOfQuarter');
    return day === undefined ? moved : quarterDate(near.year, quarter, day);
  }
  const month = inRange('month', given('month') ?? near.month, [1, 12]);
  const moved = near.plusMonths(month - near.month);
  return calendarDate(moved.year, month, given('day') ?? moved.day);
}

function dateOfWeek(fields: TemporalFields, base: DateValue | undefined): DateValue {
  const weekYear = fields.number('year') ?? weekOf(base!.dayNumber).weekYear;
  const weekday = fields.number('dayOfWeek') ?? (base ? weekdayOf(base.dayNumber) : 1);
  return weekDate(weekYear, fields.number('week')!, weekday);
}

/**
 * A time of day of a map's components; what it lacks is that of `base`, or 0. Fractions of the second are given together: where there is one, those
 * of the base are left out, unless the base is truncated to them.
 *
 * @param truncatedTo - nanoseconds of the unit that the base is truncated to; default: it is not
 * @throws {@link TemporalError} for components that need others, and numbers that they cannot have
 */
export function timeOfFields(
  fields: TemporalFields,
  base: LocalTimeValue | undefined,
  truncatedTo?: number,
): LocalTimeValue {
  const fraction = fields.firstOf(fractions);
  if (base === undefined && namesTime(fields))
    fields.checkOrder([...clockParts, ...(fraction === undefined ? [] : [fraction])]);
  const part = (name: string, most: number, own = 0): number =>
    inRange(name, fields.number(name) ?? own, [0, most]);
  const hour = part('hour', 23, base?.hour);
  const minute = part('minute', 59, base?.minute);
  const second = part('second', 59, base?.second);
  if (fraction === undefined) return LocalTimeValue.of(hour, minute, second, base?.nanosecond);
  const own = truncatedTo === undefined ? 0 : base!.nanosecond;
  const has = (name: string, unit: number): boolean =>
    fields.get(name) !== undefined || truncatedTo === unit;
  const [hasMillisecond, hasMicrosecond] = [has('millisecond', 1e6), has('microsecond', 1000)];
  const millisecond = part('millisecond', 999, Math.floor(own / 1e6));
  const microsecond = part(
    'microsecond',
    hasMillisecond ? 999 : 999_999,
    Math.floor(own / 1000) % 1000,
  );
  const most = hasMicrosecond ? 999 : hasMillisecond ? 999_999 : 999_999_999;
  const nanosecond = millisecond * 1e6 + microsecond * 1000 + part('nanosecond', most);
  return LocalTimeValue.of(hour, minute, second, nanosecond);
}
