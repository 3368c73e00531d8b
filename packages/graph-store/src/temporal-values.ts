import { DateValue } from './temporal/date-value.js';
import { padded } from './temporal/digits.js';

const microsecondsOfDay = 86_400_000_000n;

/** A time of day, in microseconds since midnight. */
export class TimeValue {
  readonly microseconds: bigint;

  constructor(microseconds: bigint) {
    this.microseconds = microseconds;
  }

  /** The time of day; a microsecond is 0 to 999,999. */
  static of(hour: number, minute: number, second: number, microsecond: number): TimeValue {
    return new TimeValue(BigInt(((hour * 60 + minute) * 60 + second) * 1_000_000 + microsecond));
  }

  get hour(): number {
    return Number(this.microseconds / 3_600_000_000n);
  }

  get minute(): number {
    return Number((this.microseconds / 60_000_000n) % 60n);
  }

  get second(): number {
    return Number((this.microseconds / 1_000_000n) % 60n);
  }

  get microsecond(): number {
    return Number(this.microseconds % 1_000_000n);
  }

  /** `12:30:05.000000`. */
  toString(): string {
    const { hour, minute, second, microsecond } = this;
    return `${padded(hour, 2)}:${padded(minute, 2)}:${padded(second, 2)}.${padded(microsecond, 6)}`;
  }
}

/** A day and a time of day, without a time zone. */
export class DateTimeValue {
  readonly date: DateValue;
  readonly time: TimeValue;

  constructor(date: DateValue, time: TimeValue) {
    this.date = date;
    this.time = time;
  }

  /** Microseconds since 1970-01-01 00:00. */
  get microseconds(): bigint {
    return BigInt(this.date.dayNumber) * microsecondsOfDay + this.time.microseconds;
  }

  /** The moment so many microseconds after the beginning of 1970-01-01. */
  static fromMicroseconds(microseconds: bigint): DateTimeValue {
    const time = ((microseconds % microsecondsOfDay) + microsecondsOfDay) % microsecondsOfDay;
    const day = Number((microseconds - time) / microsecondsOfDay);
    return new DateTimeValue(DateValue.fromDayNumber(day), new TimeValue(time));
  }

  /** `2024-02-29T12:30:05.000000`. */
  toString(): string {
    return `${this.date.toString()}T${this.time.toString()}`;
  }
}

/** A length of time: months, which differ in length, and microseconds. */
export class DurationValue {
  readonly months: number;
  readonly microseconds: bigint;

  constructor(months: number, microseconds: bigint) {
    this.months = months;
    this.microseconds = microseconds;
  }

  get seconds(): bigint {
    return this.microseconds / 1_000_000n;
  }

  /** The same length backwards. */
  negated(): DurationValue {
    return new DurationValue(-this.months, -this.microseconds);
  }

  /** Both lengths, months and microseconds apart. */
  plus(other: DurationValue): DurationValue {
    return new DurationValue(this.months + other.months, this.microseconds + other.microseconds);
  }

  /** ISO 8601: `P14M5DT3.000000000S`. */
  toString(): string {
    const { months, microseconds } = this;
    const days = microseconds / microsecondsOfDay;
    const rest = microseconds % microsecondsOfDay;
    const sign = rest < 0n ? '-' : '';
    const size = rest < 0n ? -rest : rest;
    return `P${months}M${days}DT${sign}${size / 1_000_000n}.${padded(Number(size % 1_000_000n) * 1000, 9)}S`;
  }
}

/** A point in time some duration later. Of a date, whole days count; of a time, what wraps around midnight is left out. */
export function plusDuration<At extends DateValue | TimeValue | DateTimeValue>(
  at: At,
  by: DurationValue,
): At {
  if (at instanceof TimeValue) {
    const sum = (at.microseconds + by.microseconds) % microsecondsOfDay;
    return new TimeValue((sum + microsecondsOfDay) % microsecondsOfDay) as At;
  }
  if (at instanceof DateValue) {
    const day = at.plusMonths(by.months).dayNumber + Number(by.microseconds / microsecondsOfDay);
    return DateValue.fromDayNumber(day) as At;
  }
  const moved = new DateTimeValue(at.date.plusMonths(by.months), at.time);
  return DateTimeValue.fromMicroseconds(moved.microseconds + by.microseconds) as At;
}
