import { DateValue } from './date-value.js';
import { LocalDateTimeValue } from './local-date-time-value.js';
import { LocalTimeValue } from './local-time-value.js';
import { PeriodDuration } from './period-duration.js';
import type { TimeZone } from './time-zone.js';
import { ZonedDateTimeValue } from './zoned-date-time-value.js';
import { ZonedTimeValue } from './zoned-time-value.js';

/** A point in time, told apart by its `kind`: `date`, `localtime`, `time`, `localdatetime`, `datetime`. */
export type TemporalInstant =
  DateValue | LocalTimeValue | ZonedTimeValue | LocalDateTimeValue | ZonedDateTimeValue;

/** A point in time or a length of time, `duration`. */
export type TemporalValue = TemporalInstant | PeriodDuration;

/** The kinds of points in time. */
export type InstantKind = TemporalInstant['kind'];

/** True for a point in time that {@link TemporalInstant} names. */
export function isInstant(value: unknown): value is TemporalInstant {
  return (
    value instanceof DateValue ||
    value instanceof LocalTimeValue ||
    value instanceof ZonedTimeValue ||
    value instanceof LocalDateTimeValue ||
    value instanceof ZonedDateTimeValue
  );
}

/** True for points in time and lengths of time that {@link TemporalValue} names. */
export function isTemporal(value: unknown): value is TemporalValue {
  return isInstant(value) || value instanceof PeriodDuration;
}

/** What points in time are made of; each lacks what it does not have. */
export interface InstantParts {
  readonly date?: DateValue | undefined;
  readonly time?: LocalTimeValue | undefined;
  /** The zone's name, or seconds east of UTC. */
  readonly zone?: TimeZone | undefined;
  /** Seconds east of UTC, where the zone has a name and its clock shows a time twice. */
  readonly offsetSeconds?: number | undefined;
}

/** The parts of a point in time. */
export function partsOf(at: TemporalInstant): InstantParts {
  switch (at.kind) {
    case 'date':
      return { date: at };
    case 'localtime':
      return { time: at };
    case 'time':
      return { time: at.time, zone: at.offsetSeconds };
    case 'localdatetime':
      return { date: at.date, time: at.time };
    case 'datetime': {
      const { local, zone, offsetSeconds } = at;
      return { date: local.date, time: local.time, zone: zone ?? offsetSeconds, offsetSeconds };
    }
  }
}
