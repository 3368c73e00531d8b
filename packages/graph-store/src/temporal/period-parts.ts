import { Fraction } from './fraction.js';
import { PeriodDuration } from './period-duration.js';
import { meanMonth } from './temporal-order.js';

const second = 1_000_000_000n;
const secondsOfDay = Fraction.of(86_400n);
const daysOfMeanMonth = Fraction.of(meanMonth).times(Fraction.of(86_400n * second).inverse());

/** Numbers of each unit, which need not be whole. */
export interface PeriodParts {
  readonly months: Fraction;
  readonly days: Fraction;
  readonly seconds: Fraction;
  readonly nanoseconds: Fraction;
}

/**
 * A duration of parts. What is left of months counts as days of a mean month, of days as seconds, of seconds as nanoseconds; less than a
 * nanosecond is dropped. Differs from Neo4j, which computes in floating point, by a few nanoseconds at times.
 */
export function durationOf({ months, days, seconds, nanoseconds }: PeriodParts): PeriodDuration {
  const [wholeMonths, ofMonth] = months.split();
  const [wholeDays, ofDay] = days.plus(ofMonth.times(daysOfMeanMonth)).split();
  const [wholeSeconds, ofSecond] = seconds.plus(ofDay.times(secondsOfDay)).split();
  const [rest] = nanoseconds.plus(ofSecond.times(Fraction.of(second))).split();
  return new PeriodDuration(wholeMonths, wholeDays, wholeSeconds * second + rest);
}
