import { leastYear, mostYear } from './calendar.js';
import type { DateValue } from './date-value.js';
import type { LocalDateTimeValue } from './local-date-time-value.js';
import type { PeriodDuration } from './period-duration.js';
import { TemporalError } from './temporal-error.js';

const mostWhole = 2n ** 63n - 1n;

/** The date. @throws {@link TemporalError} for a year beyond ±999,999,999 */
export function checkedDate(date: DateValue): DateValue {
  if (date.year >= leastYear && date.year <= mostYear) return date;
  throw new TemporalError(`expected a year from ${leastYear} to ${mostYear}, got ${date.year}`);
}

/** The day and time. @throws {@link TemporalError} for a year beyond ±999,999,999 */
export function checkedDateTime(at: LocalDateTimeValue): LocalDateTimeValue {
  checkedDate(at.date);
  return at;
}

/** The duration. @throws {@link TemporalError} for months, days or seconds that 64 bits do not hold */
export function checkedDuration(duration: PeriodDuration): PeriodDuration {
  for (const [unit, count] of [
    ['months', duration.months],
    ['days', duration.days],
    ['seconds', duration.seconds],
  ] as const)
    if (count > mostWhole || count < -mostWhole - 1n)
      throw new TemporalError(`expected ${unit} of a duration in 64 bits, got ${count}`);
  return duration;
}
