import { Fraction } from './fraction.js';
import { PeriodDuration } from './period-duration.js';
import { meanMonth } from './temporal-order.js';

const dayLength = 86_400_000_000_000n;
const daysOfMeanMonth = Fraction.of(meanMonth).times(Fraction.of(dayLength).inverse());
const nanosecondsOfDay = Fraction.of(dayLength);

/** A duration of numbers that need not be whole: what is left of months counts as days of a mean month, what is left of days as nanoseconds. */
export function durationOf(
  months: Fraction,
  days: Fraction,
  nanoseconds: Fraction,
): PeriodDuration {
  const [wholeMonths, ofMonth] = months.split();
  const [wholeDays, ofDay] = days.plus(ofMonth.times(daysOfMeanMonth)).split();
  const [rest] = nanoseconds.plus(ofDay.times(nanosecondsOfDay)).split();
  return new PeriodDuration(wholeMonths, wholeDays, rest);
}
