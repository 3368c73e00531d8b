import { checkedDuration } from './checked-range.js';
import { Fraction } from './fraction.js';
import type { PeriodDuration } from './period-duration.js';
import { durationOf } from './period-parts.js';
import { TemporalError } from './temporal-error.js';

const number = String.raw`([+-]?\d+(?:[.,]\d+)?)`;
const unit = (letter: string): string => `(?:${number}${letter})?`;
const byUnits = new RegExp(
  `^([+-])?P(?=.)${unit('Y')}${unit('M')}${unit('W')}${unit('D')}(?:T(?=.)${unit('H')}${unit('M')}${unit('S')})?$`,
  'i',
);
const byDate = /^([+-])?P(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d(?:[.,]\d{1,9})?)$/i;

/** Nanoseconds of the units of {@link durationOfUnits}. */
const lengths = {
  hours: 3_600_000_000_000n,
  minutes: 60_000_000_000n,
  seconds: 1_000_000_000n,
  milliseconds: 1_000_000n,
  microseconds: 1000n,
  nanoseconds: 1n,
} as const;
const monthsOf = { years: 12n, quarters: 3n, months: 1n } as const;
const daysOf = { weeks: 7n, days: 1n } as const;

/** Names of the units that durations are given in. */
export const durationUnits: readonly string[] = Object.keys({ ...monthsOf, ...daysOf, ...lengths });

/** A duration of counts by unit, which need not be whole. @throws {@link TemporalError} for one that 64 bits do not hold */
export function durationOfUnits(counts: ReadonlyMap<string, Fraction>): PeriodDuration {
  const sum = (units: Readonly<Record<string, bigint>>): Fraction =>
    Object.entries(units).reduce((total, [name, length]) => {
      const count = counts.get(name);
      return count === undefined ? total : total.plus(count.times(Fraction.of(length)));
    }, Fraction.of(0n));
  return checkedDuration(durationOf(sum(monthsOf), sum(daysOf), sum(lengths)));
}

/**
 * A duration of ISO 8601 text: by units, `P1Y2M3W4DT5H6M7.5S`, each signed and with a fraction where wanted, or as date and time,
 * `P0012-05-14T16:13:10`.
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
  const counts = new Map(
    names.flatMap((name, index) => {
      const count = found[index + 2];
      return count === undefined ? [] : [[name, Fraction.ofText(count)] as const];
    }),
  );
  const duration = durationOfUnits(counts);
  return found[1] === '-' ? duration.negated() : duration;
}
