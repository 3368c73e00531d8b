import { dayNumberOf, daysOfMonth, firstMondayOf, isLeapYear, weeksOf } from './calendar.js';
import { DateValue } from './date-value.js';
import { TemporalError } from './temporal-error.js';

/** A number that a component may have. @throws {@link TemporalError} for one beyond `least` to `most` */
export function inRange(
  name: string,
  value: number,
  [least, most]: readonly [number, number],
): number {
  if (value >= least && value <= most) return value;
  throw new TemporalError(`expected ${name} from ${least} to ${most}, got ${value}`);
}

/** A date of year, month and day. @throws {@link TemporalError} for a day that does not exist */
export function calendarDate(year: number, month: number, day: number): DateValue {
  inRange('month', month, [1, 12]);
  inRange(`day of ${year}-${month}`, day, [1, daysOfMonth(year, month)]);
  return new DateValue(year, month, day);
}

/** A date of an ISO week. @throws {@link TemporalError} for a week or day that does not exist */
export function weekDate(weekYear: number, week: number, weekday: number): DateValue {
  inRange(`week of ${weekYear}`, week, [1, weeksOf(weekYear)]);
  inRange('dayOfWeek', weekday, [1, 7]);
  return DateValue.fromDayNumber(firstMondayOf(weekYear) + (week - 1) * 7 + weekday - 1);
}

/** A date of a quarter. @throws {@link TemporalError} for a quarter or day that does not exist */
export function quarterDate(year: number, quarter: number, dayOfQuarter: number): DateValue {
  inRange('quarter', quarter, [1, 4]);
  const month = (quarter - 1) * 3 + 1;
  const first = dayNumberOf(year, month, 1);
  const length = new DateValue(year, month, 1).plusMonths(3).dayNumber - first;
  inRange(`dayOfQuarter of quarter ${quarter} of ${year}`, dayOfQuarter, [1, length]);
  return DateValue.fromDayNumber(first + dayOfQuarter - 1);
}

/** A date of the day of a year. @throws {@link TemporalError} for a day that does not exist */
export function ordinalDate(year: number, ordinalDay: number): DateValue {
  inRange(`ordinalDay of ${year}`, ordinalDay, [1, isLeapYear(year) ? 366 : 365]);
  return DateValue.fromDayNumber(dayNumberOf(year, 1, 1) + ordinalDay - 1);
}
