import { fractionText } from './digits.js';

const second = 1_000_000_000n;

/**
 * A length of time in months and days, which differ in length, and nanoseconds; the three are never carried into each other.
 * Source: openCypher CIP2015-08-06 (date and time), `Duration`. Ranges: each signed.
 */
export class PeriodDuration {
  readonly kind = 'duration';
  readonly months: bigint;
  readonly days: bigint;
  /** All of the hours, minutes, seconds and less. */
  readonly nanoseconds: bigint;

  constructor(months: bigint, days: bigint, nanoseconds: bigint) {
    this.months = months;
    this.days = days;
    this.nanoseconds = nanoseconds;
  }

  /** Whole seconds, towards minus infinity. */
  get seconds(): bigint {
    return (this.nanoseconds - BigInt(this.nanosecondOfSecond)) / second;
  }

  /** What is left beside {@link PeriodDuration.seconds}: 0 to 999,999,999. */
  get nanosecondOfSecond(): number {
    return Number(((this.nanoseconds % second) + second) % second);
  }

  /** The same length backwards. */
  negated(): PeriodDuration {
    return new PeriodDuration(-this.months, -this.days, -this.nanoseconds);
  }

  /** Both lengths; months, days and nanoseconds apart. */
  plus(other: PeriodDuration): PeriodDuration {
    return new PeriodDuration(
      this.months + other.months,
      this.days + other.days,
      this.nanoseconds + other.nanoseconds,
    );
  }

  /** Whole units, as `hours` or `minutesOfHour`, in any case; undefined for names that it lacks. Of what is negative, units from `hours` to `seconds` count whole seconds towards minus infinity, as `java.time` does. */
  get(component: string): bigint | undefined {
    return components[component.toLowerCase()]?.(this);
  }

  /** ISO 8601: `P1Y2M3DT4H5M6.7S`, a sign before each unit; `PT0S` for nothing. */
  toString(): string {
    const { months, days, nanoseconds } = this;
    const unit = (value: bigint, letter: string): string =>
      value === 0n ? '' : `${value}${letter}`;
    const date = `${unit(months / 12n, 'Y')}${unit(months % 12n, 'M')}${unit(days, 'D')}`;
    const minutes = nanoseconds / (60n * second);
    const rest = nanoseconds % (60n * second);
    const size = rest < 0n ? -rest : rest;
    const seconds =
      rest === 0n
        ? ''
        : `${rest < 0n ? '-' : ''}${size / second}${fractionText(Number(size % second))}S`;
    const time = `${unit(minutes / 60n, 'H')}${unit(minutes % 60n, 'M')}${seconds}`;
    if (date === '' && time === '') return 'PT0S';
    return `P${date}${time === '' ? '' : `T${time}`}`;
  }
}

/** Names of {@link PeriodDuration.get}. */
const components: Readonly<Record<string, (duration: PeriodDuration) => bigint>> = {
  years: ({ months }) => months / 12n,
  quarters: ({ months }) => months / 3n,
  quartersofyear: ({ months }) => (months / 3n) % 4n,
  months: ({ months }) => months,
  monthsofyear: ({ months }) => months % 12n,
  monthsofquarter: ({ months }) => months % 3n,
  weeks: ({ days }) => days / 7n,
  days: ({ days }) => days,
  daysofweek: ({ days }) => days % 7n,
  hours: ({ seconds }) => seconds / 3600n,
  minutes: ({ seconds }) => seconds / 60n,
  minutesofhour: ({ seconds }) => (seconds / 60n) % 60n,
  seconds: ({ seconds }) => seconds,
  secondsofminute: ({ seconds }) => seconds % 60n,
  milliseconds: ({ seconds, nanosecondOfSecond }) =>
    seconds * 1000n + BigInt(nanosecondOfSecond) / 1_000_000n,
  millisecondsofsecond: ({ nanosecondOfSecond }) => BigInt(nanosecondOfSecond) / 1_000_000n,
  microseconds: ({ seconds, nanosecondOfSecond }) =>
    seconds * 1_000_000n + BigInt(nanosecondOfSecond) / 1000n,
  microsecondsofsecond: ({ nanosecondOfSecond }) => BigInt(nanosecondOfSecond) / 1000n,
  nanoseconds: ({ nanoseconds }) => nanoseconds,
  nanosecondsofsecond: ({ nanosecondOfSecond }) => BigInt(nanosecondOfSecond),
};
