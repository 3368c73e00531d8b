import type { PeriodDuration } from './period-duration.js';
import type { TemporalValue } from './temporal-value.js';
import type { ZonedDateTimeValue } from './zoned-date-time-value.js';

/** Mean length of a Gregorian month, 1/4800 of 146,097 days, in nanoseconds. */
export const meanMonth = 2_629_746_000_000_000n;
const dayLength = 86_400_000_000_000n;

/**
 * `left < right`: negative, 0 or positive; null for values of unlike kinds. Moments at different offsets are ordered by the moment, and the
 * same moment by offset and zone; it is 0 for equal values only. Durations are ordered by their mean length, which is for ORDER BY: whether one
 * is less than another is not known.
 */
export function compareTemporal(left: TemporalValue, right: TemporalValue): number | null {
  if (left.kind === 'date' && right.kind === 'date') return left.dayNumber - right.dayNumber;
  if (left.kind === 'localtime' && right.kind === 'localtime')
    return left.nanoOfDay - right.nanoOfDay;
  if (left.kind === 'time' && right.kind === 'time')
    return left.utcNanoseconds - right.utcNanoseconds || left.offsetSeconds - right.offsetSeconds;
  if (left.kind === 'localdatetime' && right.kind === 'localdatetime')
    return sign(left.nanoseconds, right.nanoseconds);
  if (left.kind === 'datetime' && right.kind === 'datetime') return compareMoments(left, right);
  if (left.kind === 'duration' && right.kind === 'duration') return compareLengths(left, right);
  return null;
}

/** True for values of one kind that are the same in each part; durations of a month and of 30 days differ, and so do moments at different offsets. */
export function equalTemporal(left: TemporalValue, right: TemporalValue): boolean {
  return compareTemporal(left, right) === 0;
}

function compareMoments(left: ZonedDateTimeValue, right: ZonedDateTimeValue): number {
  return (
    sign(left.epochNanoseconds, right.epochNanoseconds) ||
    left.offsetSeconds - right.offsetSeconds ||
    sign(left.zone ?? '', right.zone ?? '')
  );
}

function compareLengths(left: PeriodDuration, right: PeriodDuration): number {
  return (
    sign(meanLength(left), meanLength(right)) ||
    sign(left.months, right.months) ||
    sign(left.days, right.days) ||
    sign(left.nanoseconds, right.nanoseconds)
  );
}

function meanLength({ months, days, nanoseconds }: PeriodDuration): bigint {
  return months * meanMonth + days * dayLength + nanoseconds;
}

function sign<Key extends bigint | string>(left: Key, right: Key): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
