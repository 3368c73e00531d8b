import { checkedDuration } from './checked-range.js';
import { Fraction } from './fraction.js';
import type { PeriodDuration } from './period-duration.js';
import { durationOf } from './period-parts.js';
import { TemporalError } from './temporal-error.js';

const number = String.raw`([+-]?\d+(?:[.,]\d{1,9})?)`;
const unit = (letter: string): string => `(?:${number}${letter})?`;
const byUnits = new RegExp(
  `^([+-])?P(?=.)${unit('Y')}${unit('M')}${unit('W')}${unit('D')}(?:T(?=.)${unit('H')}${unit('M')}${unit('S')})?$`,
  'i',
);
const byDate =
  /^([+-])?P(\d{4})-?(0\d|1[0-2])-?([0-2]\d|3[01])(?:T([01]\d|2[0-3]):?([0-5]\d):?([0-5]\d(?:[.,]\d{1,9})?))?$/i;

const monthsOf = { years: 12n, quarters: 3n, months: 1n } as const;
const daysOf = { weeks: 7n, days: 1n } as const;
const secondsOf = { hours: 3600n, minutes: 60n, seconds: 1n } as const;
const nanosecondsOf = { milliseconds: 1_000_000n, microseconds: 1000n, nanoseconds: 1n } as const;

/** Names of the units that durations are given in. */
export const durationUnits: readonly string[] = [
  monthsOf,
  daysOf,
  secondsOf,
  nanosecondsOf,
].flatMap(Object.keys);

/** A duration of counts by unit, which need not be whole. @throws {@link TemporalError} for one that 64 bits do not hold */
export function durationOfUnits(counts: ReadonlyMap<string, Fraction>): PeriodDuration {
  const sum = (units: Readonly<Record<string, bigint>>): Fraction =>
    Object.entries(units).reduce((total, [name, length]) => {
      const count = counts.get(name);
      return count === undefined ? total : total.plus(count.times(Fraction.of(length)));
    }, Fraction.of(0n));
  const duration = durationOf({
    months: sum(monthsOf),
    days: sum(daysOf),
    seconds: sum(secondsOf),
    nanoseconds: sum(nanosecondsOf),
  });
  return checkedDuration(duration);
}

/**
 * A duration of ISO 8601 text: by units, `P1Y2M3W4DT5H6M7.5S`, each signed, the last with a fraction where wanted, or as a date and
 * perhaps a time, `P0012-05-14T16:13:10`.
 *
 * @throws {@link TemporalError} for other text
 */
export function durationOfText(text: string): PeriodDuration {
  const units = byUnits.exec(text);
  const found = units ?? byDate.exec(text);
  if (!found)
    throw new TemporalError(`expected a duration such as 'P1Y2M3DT4H5M6.7S', got '${text}'`);
  const names = units
    ? ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds']
    : ['years', 'months', 'days', 'hours', 'minutes', 'seconds'];
  const counts = new Map<string, Fraction>();
  names.forEach((name, index) => {
    const count = found[index + 2];
    if (count !== undefined) counts.set(name, Fraction.ofText(count));
  });
  if (
    found
      .slice(2)
      .filter(Boolean)
      .slice(0, -1)
      .some((count) => /[.,]/.test(count))
  )
    throw new TemporalError(`expected a fraction in the last unit only, got '${text}'`);
  const duration = durationOfUnits(counts);
  return found[1] === '-' ? duration.negated() : duration;
}
