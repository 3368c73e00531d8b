import type { LocalDateTimeValue } from './local-date-time-value.js';
import { offsetComponent, offsetText } from './offset.js';

/** A day and a time of day at an offset from UTC, in a named zone or in none. */
export class ZonedDateTimeValue {
  readonly kind = 'datetime';
  readonly local: LocalDateTimeValue;
  /** Seconds east of UTC, at most 18 hours either way. */
  readonly offsetSeconds: number;
  /** IANA name, such as `Europe/Stockholm`; undefined where only the offset is known. */
  readonly zone: string | undefined;

  constructor(local: LocalDateTimeValue, offsetSeconds: number, zone?: string) {
    this.local = local;
    this.offsetSeconds = offsetSeconds;
    this.zone = zone;
  }

  /** Nanoseconds since 1970-01-01 00:00 in UTC. */
  get epochNanoseconds(): bigint {
    return this.local.nanoseconds - BigInt(this.offsetSeconds) * 1_000_000_000n;
  }

  /** Whole seconds since 1970-01-01 00:00 in UTC. */
  get epochSeconds(): bigint {
    return this.local.seconds - BigInt(this.offsetSeconds);
  }

  /** What a date and a time of day have, and `timezone`, `offset`, `offsetMinutes`, `offsetSeconds`, `epochSeconds`, `epochMillis`, in any case; undefined for others. */
  get(component: string): bigint | string | undefined {
    const name = component.toLowerCase();
    switch (name) {
      case 'timezone':
        return this.zone ?? offsetText(this.offsetSeconds);
      case 'epochseconds':
        return this.epochSeconds;
      case 'epochmillis':
        return (
          this.epochSeconds * 1000n + BigInt(Math.floor(this.local.time.nanosecond / 1_000_000))
        );
      default:
        return offsetComponent(this.offsetSeconds, name) ?? this.local.get(name);
    }
  }

  /** `2024-02-29T12:31:14.5+01:00[Europe/Stockholm]`. */
  toString(): string {
    const zone = this.zone === undefined ? '' : `[${this.zone}]`;
    return `${this.local.toString()}${offsetText(this.offsetSeconds)}${zone}`;
  }
}
