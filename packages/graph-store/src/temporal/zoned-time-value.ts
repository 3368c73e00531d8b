import type { LocalTimeValue } from './local-time-value.js';
import { offsetComponent, offsetText } from './offset.js';

/** A time of day with an offset from UTC. */
export class ZonedTimeValue {
  readonly kind = 'time';
  readonly time: LocalTimeValue;
  /** Seconds east of UTC, at most 18 hours either way. */
  readonly offsetSeconds: number;

  constructor(time: LocalTimeValue, offsetSeconds: number) {
    this.time = time;
    this.offsetSeconds = offsetSeconds;
  }

  /** Nanoseconds since midnight in UTC; less than 0 or more than a day where it is another day there. */
  get utcNanoseconds(): number {
    return this.time.nanoOfDay - this.offsetSeconds * 1_000_000_000;
  }

  /** What a time of day has, and `timezone`, `offset`, `offsetMinutes`, `offsetSeconds`, in any case; undefined for others. */
  get(component: string): bigint | string | undefined {
    const name = component.toLowerCase();
    if (name === 'timezone') return offsetText(this.offsetSeconds);
    return offsetComponent(this.offsetSeconds, name) ?? this.time.get(name);
  }

  /** `12:31:14.5+01:00`, `12:31Z`. */
  toString(): string {
    return `${this.time.toString()}${offsetText(this.offsetSeconds)}`;
  }
}
