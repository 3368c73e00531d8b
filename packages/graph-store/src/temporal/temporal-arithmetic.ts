import { leastYear, mostYear } from './calendar.js';
import { checkedDate, checkedDateTime, checkedDuration } from './checked-range.js';
import { DateValue } from './date-value.js';
import { Fraction } from './fraction.js';
import { LocalDateTimeValue } from './local-date-time-value.js';
import { LocalTimeValue, nanosecondsOfDay } from './local-time-value.js';
import type { PeriodDuration } from './period-duration.js';
import { durationOf } from './period-parts.js';
import { TemporalError } from './temporal-error.js';
import type { TemporalInstant } from './temporal-value.js';
import { atZone, instantIn, zoneOf } from './time-zone.js';
import { ZonedTimeValue } from './zoned-time-value.js';

const dayLength = BigInt(nanosecondsOfDay);

/**
 * A point in time some duration later: months first, then days, then the rest. Of a date, whole days of the rest count; of a time of day only
 * the rest, around midnight. In a zone, days are days of its clock, and the rest is time that passes.
 *
 * @throws {@link TemporalError} for a year beyond ±999,999,999
 */
export function addDuration<Instant extends TemporalInstant>(
  at: Instant,
  duration: PeriodDuration,
): Instant;
export function addDuration(at: TemporalInstant, duration: PeriodDuration): TemporalInstant {
  switch (at.kind) {
    case 'date':
      return plusDays(at, duration, duration.nanoseconds / dayLength);
    case 'localtime':
      return aroundMidnight(at, duration);
    case 'time':
      return new ZonedTimeValue(aroundMidnight(at.time, duration), at.offsetSeconds);
    case 'localdatetime': {
      const moved = new LocalDateTimeValue(plusDays(at.date, duration), at.time);
      return later(moved, duration.nanoseconds);
    }
    case 'datetime': {
      const local = new LocalDateTimeValue(plusDays(at.local.date, duration), at.local.time);
      const moved = atZone(local, zoneOf(at), at.offsetSeconds);
      const then = instantIn(zoneOf(at), moved.epochNanoseconds + duration.nanoseconds);
      checkedDate(then.local.date);
      return then;
    }
  }
}

function plusDays(date: DateValue, { months, days }: PeriodDuration, more = 0n): DateValue {
  const mostMonths = 12n * BigInt(mostYear - leastYear + 1);
  const mostDays = 366n * BigInt(mostYear - leastYear + 1);
  const sum = days + more;
  if (size(months) > mostMonths || size(sum) > mostDays)
    throw new TemporalError(
      `expected a date in the years ${leastYear} to ${mostYear}, got one ${months} months and ${sum} days from ${date.toString()}`,
    );
  const moved = checkedDate(date.plusMonths(Number(months)));
  return checkedDate(DateValue.fromDayNumber(moved.dayNumber + Number(sum)));
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function aroundMidnight(time: LocalTimeValue, { nanoseconds }: PeriodDuration): LocalTimeValue {
  const sum = (BigInt(time.nanoOfDay) + nanoseconds) % dayLength;
  return new LocalTimeValue(Number((sum + dayLength) % dayLength));
}

function later(at: LocalDateTimeValue, nanoseconds: bigint): LocalDateTimeValue {
  return checkedDateTime(LocalDateTimeValue.fromNanoseconds(at.nanoseconds + nanoseconds));
}

/**
 * A duration so many times. What is left of months counts as days of a mean month, what is left of days as hours, and less than a nanosecond
 * is dropped.
 *
 * @throws {@link TemporalError} for a number that is not finite, and a product beyond 64 bits
 */
export function multiplyDuration(duration: PeriodDuration, by: bigint | number): PeriodDuration {
  return scaled(duration, Fraction.of(by));
}

/** A part of a duration, as {@link multiplyDuration}. @throws {@link TemporalError} also for division by zero */
export function divideDuration(duration: PeriodDuration, by: bigint | number): PeriodDuration {
  if (Number(by) === 0)
    throw new TemporalError('expected a duration divided by another number, got division by zero');
  return scaled(duration, Fraction.of(by).inverse());
}

function scaled(duration: PeriodDuration, by: Fraction): PeriodDuration {
  const times = (value: bigint): Fraction => Fraction.of(value).times(by);
  const { months, days, seconds, nanosecondOfSecond } = duration;
  return checkedDuration(
    durationOf({
      months: times(months),
      days: times(days),
      seconds: times(seconds),
      nanoseconds: times(BigInt(nanosecondOfSecond)),
    }),
  );
}
