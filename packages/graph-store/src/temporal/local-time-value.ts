import { floorDivide } from './calendar.js';
import { fractionText, padded } from './digits.js';

/** Nanoseconds of a day. */
export const nanosecondsOfDay = 86_400_000_000_000;

/** Names of {@link LocalTimeValue.get}. */
const components: Readonly<Record<string, (time: LocalTimeValue) => number>> = {
  hour: ({ hour }) => hour,
  minute: ({ minute }) => minute,
  second: ({ second }) => second,
  millisecond: ({ nanosecond }) => floorDivide(nanosecond, 1_000_000),
  microsecond: ({ nanosecond }) => floorDivide(nanosecond, 1000),
  nanosecond: ({ nanosecond }) => nanosecond,
};

/** A time of day without a zone, to the nanosecond. */
export class LocalTimeValue {
  readonly kind = 'localtime';
  /** Nanoseconds since midnight, 0 to before `nanosecondsOfDay`. */
  readonly nanoOfDay: number;

  constructor(nanoOfDay: number) {
    this.nanoOfDay = nanoOfDay;
  }

  /** The time of day; a nanosecond is 0 to 999,999,999. */
  static of(hour: number, minute = 0, second = 0, nanosecond = 0): LocalTimeValue {
    return new LocalTimeValue(((hour * 60 + minute) * 60 + second) * 1_000_000_000 + nanosecond);
  }

  get hour(): number {
    return floorDivide(this.nanoOfDay, 3_600_000_000_000);
  }

  get minute(): number {
    return floorDivide(this.nanoOfDay, 60_000_000_000) % 60;
  }

  get second(): number {
    return floorDivide(this.nanoOfDay, 1_000_000_000) % 60;
  }

  /** Nanoseconds of the second, with its milliseconds and microseconds. */
  get nanosecond(): number {
    return this.nanoOfDay % 1_000_000_000;
  }

  /** `hour`, `minute`, `second`, and of the second `millisecond`, `microsecond`, `nanosecond`, in any case; undefined for others. */
  get(component: string): bigint | undefined {
    const found = components[component.toLowerCase()];
    return found && BigInt(found(this));
  }

  /** `12:31:14.5`, `12:31` where the second is 0. */
  toString(): string {
    const { hour, minute, second, nanosecond } = this;
    const seconds =
      second === 0 && nanosecond === 0 ? '' : `:${padded(second, 2)}${fractionText(nanosecond)}`;
    return `${padded(hour, 2)}:${padded(minute, 2)}${seconds}`;
  }
}
