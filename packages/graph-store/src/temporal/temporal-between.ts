import { DateValue } from './date-value.js';
import { LocalDateTimeValue } from './local-date-time-value.js';
import { LocalTimeValue } from './local-time-value.js';
import { PeriodDuration } from './period-duration.js';
import { addDuration } from './temporal-arithmetic.js';
import { TemporalError } from './temporal-error.js';
import { partsOf, type TemporalInstant } from './temporal-value.js';
import { atZone, instantIn } from './time-zone.js';
import type { ZonedDateTimeValue } from './zoned-date-time-value.js';

/** Two points in time made alike: both on one clock, both with a date. */
interface Span {
  readonly from: ZonedDateTimeValue;
  readonly to: ZonedDateTimeValue;
  /** Whether both had a date of their own, without which there are no days between them. */
  readonly hasDates: boolean;
}

/**
 * A date that one lacks is that of the other, a time of day midnight, a zone that of the other, else UTC; where both have a zone, the clock is that of
 * the first.
 */
function spanOf(from: TemporalInstant, to: TemporalInstant): Span {
  const [first, second] = [partsOf(from), partsOf(to)];
  const other = first.date ?? second.date ?? new DateValue(1970, 1, 1);
  const midnight = LocalTimeValue.of(0);
  const zone = first.zone ?? second.zone ?? 0;
  const begin = new LocalDateTimeValue(first.date ?? other, first.time ?? midnight);
  const end = new LocalDateTimeValue(second.date ?? other, second.time ?? midnight);
  const until = atZone(end, second.zone ?? zone, second.offsetSeconds);
  return {
    from: atZone(begin, zone, first.offsetSeconds),
    to: until.zone === zone ? until : instantIn(zone, until.epochNanoseconds),
    hasDates: first.date !== undefined && second.date !== undefined,
  };
}

/** The last whole day on the way, as days between are counted: one less where the time of day is not reached. */
function reachedDay({ from, to }: Span): DateValue {
  const days = to.local.date.dayNumber - from.local.date.dayNumber;
  const time = to.local.time.nanoOfDay - from.local.time.nanoOfDay;
  const short = days > 0 && time < 0 ? -1 : days < 0 && time > 0 ? 1 : 0;
  return short === 0 ? to.local.date : DateValue.fromDayNumber(to.local.date.dayNumber + short);
}

function requireDate(from: TemporalInstant, to: TemporalInstant): void {
  if (partsOf(from).date === undefined && partsOf(to).date === undefined)
    throw new TemporalError(
      `expected a date, or a date and time, between which days are counted, got ${from.toString()} and ${to.toString()}`,
    );
}

function monthsOf(span: Span): bigint {
  if (!span.hasDates) return 0n;
  const [from, to] = [span.from.local.date, reachedDay(span)];
  const months = (to.year - from.year) * 12 + to.month - from.month;
  const days = to.day - from.day;
  return BigInt(months + (months > 0 && days < 0 ? -1 : months < 0 && days > 0 ? 1 : 0));
}

function daysOf(span: Span): bigint {
  if (!span.hasDates) return 0n;
  return BigInt(reachedDay(span).dayNumber - span.from.local.date.dayNumber);
}

function passed({ from, to }: Span): bigint {
  return to.epochNanoseconds - from.epochNanoseconds;
}

/** The duration from one point in time to another: months, then days, then the rest. */
export function durationBetween(from: TemporalInstant, to: TemporalInstant): PeriodDuration {
  const span = spanOf(from, to);
  const months = monthsOf(span);
  const afterMonths = addDuration(span.from, new PeriodDuration(months, 0n, 0n));
  const days = daysOf({ ...span, from: afterMonths });
  const afterDays = addDuration(afterMonths, new PeriodDuration(0n, days, 0n));
  return new PeriodDuration(months, days, passed({ ...span, from: afterDays }));
}

/** Whole months from one point in time to another; none where one lacks a date. @throws {@link TemporalError} where both do */
export function monthsBetween(from: TemporalInstant, to: TemporalInstant): PeriodDuration {
  requireDate(from, to);
  return new PeriodDuration(monthsOf(spanOf(from, to)), 0n, 0n);
}

/** Whole days from one point in time to another; none where one lacks a date. @throws {@link TemporalError} where both do */
export function daysBetween(from: TemporalInstant, to: TemporalInstant): PeriodDuration {
  requireDate(from, to);
  return new PeriodDuration(0n, daysOf(spanOf(from, to)), 0n);
}

/** The time that passes from one point in time to another. */
export function secondsBetween(from: TemporalInstant, to: TemporalInstant): PeriodDuration {
  return new PeriodDuration(0n, 0n, passed(spanOf(from, to)));
}
