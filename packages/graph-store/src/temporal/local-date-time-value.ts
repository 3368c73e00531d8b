import { DateValue } from './date-value.js';
import { LocalTimeValue, nanosecondsOfDay } from './local-time-value.js';

const dayLength = BigInt(nanosecondsOfDay);

/** A day and a time of day without a zone. */
export class LocalDateTimeValue {
  readonly kind = 'localdatetime';
  readonly date: DateValue;
  readonly time: LocalTimeValue;

  constructor(date: DateValue, time: LocalTimeValue) {
    this.date = date;
    this.time = time;
  }

  /** Nanoseconds since 1970-01-01 00:00 on the same clock. */
  get nanoseconds(): bigint {
    return BigInt(this.date.dayNumber) * dayLength + BigInt(this.time.nanoOfDay);
  }

  /** Whole seconds since 1970-01-01 00:00 on the same clock. */
  get seconds(): bigint {
    return (
      BigInt(this.date.dayNumber) * 86_400n +
      BigInt(Math.floor(this.time.nanoOfDay / 1_000_000_000))
    );
  }

  /** The moment so many nanoseconds after 1970-01-01 00:00. */
  static fromNanoseconds(nanoseconds: bigint): LocalDateTimeValue {
    const time = ((nanoseconds % dayLength) + dayLength) % dayLength;
    const day = Number((nanoseconds - time) / dayLength);
    return new LocalDateTimeValue(DateValue.fromDayNumber(day), new LocalTimeValue(Number(time)));
  }

  /** What a date and a time of day have; undefined for others. */
  get(component: string): bigint | undefined {
    return this.date.get(component) ?? this.time.get(component);
  }

  /** `2024-02-29T12:31:14.5`. */
  toString(): string {
    return `${this.date.toString()}T${this.time.toString()}`;
  }
}
