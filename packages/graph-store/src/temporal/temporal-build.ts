import { floorModulo } from './calendar.js';
import { checkedDate } from './checked-range.js';
import type { DateValue } from './date-value.js';
import { LocalDateTimeValue } from './local-date-time-value.js';
import { LocalTimeValue, nanosecondsOfDay } from './local-time-value.js';
import { TemporalError } from './temporal-error.js';
import { kindText, type TemporalFields } from './temporal-fields.js';
import { dateOfFields, namesTime, timeOfFields } from './temporal-parts.js';
import {
  isInstant,
  partsOf,
  type InstantKind,
  type InstantParts,
  type TemporalInstant,
} from './temporal-value.js';
import { atZone, instantIn, timeZoneOf, type TimeZone } from './time-zone.js';
import type { ZonedDateTimeValue } from './zoned-date-time-value.js';
import { ZonedTimeValue } from './zoned-time-value.js';

/** What a point in time is made from. */
export interface InstantSource {
  readonly kind: InstantKind;
  readonly fields: TemporalFields;
  /** What the fields change. */
  readonly base: InstantParts;
  /**
   * Nanoseconds of the unit that the base is truncated to: fractions of its second stay where a smaller one is given, and another zone shows
   * the same clock, not the same moment. Default: it is not truncated.
   */
  readonly truncatedTo?: number;
}

/** The base that `date`, `time`, `datetime`, `epochSeconds` and `epochMillis` of a map select. @throws {@link TemporalError} for values that lack the part */
export function selectedParts(fields: TemporalFields): InstantParts {
  const [seconds, milliseconds] = [fields.number('epochSeconds'), fields.number('epochMillis')];
  if (seconds !== undefined || milliseconds !== undefined) {
    if (fields.firstOf(['date', 'time', 'datetime']) ?? (seconds !== undefined && milliseconds))
      throw new TemporalError(
        'expected one of epochSeconds, epochMillis, date, time, datetime, got two',
      );
    const [count, unit] =
      seconds === undefined ? [milliseconds!, 1_000_000n] : [seconds, 1_000_000_000n];
    return partsOf(momentOf(BigInt(count), 0n, unit));
  }
  const [date, time, both] = ['date', 'time', 'datetime'].map((name) => fields.get(name));
  if (both !== undefined) {
    if (date !== undefined || time !== undefined)
      throw new TemporalError(
        'expected datetime, or date and time, got datetime beside one of them',
      );
    if (isInstant(both)) {
      const parts = partsOf(both);
      if (parts.date !== undefined && parts.time !== undefined) return parts;
    }
    throw new TemporalError(`expected a date and time to select from, got ${kindText(both)}`);
  }
  const dateParts = isInstant(date) ? partsOf(date) : {};
  const timeParts = isInstant(time) ? partsOf(time) : {};
  if (date !== undefined && dateParts.date === undefined)
    throw new TemporalError(`expected a value with a date to select from, got ${kindText(date)}`);
  if (time !== undefined && timeParts.time === undefined)
    throw new TemporalError(
      `expected a value with a time of day to select from, got ${kindText(time)}`,
    );
  return { ...timeParts, date: dateParts.date };
}

/** A point in time of a kind. @throws {@link TemporalError} where fields and base do not make one */
export function buildInstant(source: InstantSource): TemporalInstant {
  const { kind, fields, base } = source;
  const timeOf = (): LocalTimeValue => timeOfFields(fields, base.time, source.truncatedTo);
  switch (kind) {
    case 'date':
      return dateOfFields(fields, base.date);
    case 'localtime':
      return requireHour(source, timeOf());
    case 'time':
      return buildTime(source, requireHour(source, timeOf()));
    case 'localdatetime':
      return new LocalDateTimeValue(dateBeside(source), timeOf());
    case 'datetime':
      return buildDateTime(source, timeOf);
  }
}

function requireHour({ fields, base }: InstantSource, time: LocalTimeValue): LocalTimeValue {
  if (base.time !== undefined || fields.get('hour') !== undefined) return time;
  throw new TemporalError('expected an hour, got none');
}

function dateBeside({ fields, base }: InstantSource): DateValue {
  return dateOfFields(fields, base.date, namesTime(fields));
}

function givenZone(fields: TemporalFields): TimeZone | undefined {
  const zone = fields.get('timezone');
  if (zone === undefined) return undefined;
  if (typeof zone === 'string') return timeZoneOf(zone);
  throw new TemporalError(`expected the text of a time zone, got ${kindText(zone)}`);
}

function buildTime(source: InstantSource, time: LocalTimeValue): ZonedTimeValue {
  const { base, fields, truncatedTo } = source;
  const own = typeof base.zone === 'string' ? base.offsetSeconds : base.zone;
  const zone = givenZone(fields) ?? own ?? 0;
  if (typeof zone === 'string')
    throw new TemporalError(
      `expected an offset such as '+02:00' for a time without a date, got the zone '${zone}'`,
    );
  if (own === undefined || truncatedTo !== undefined) return new ZonedTimeValue(time, zone);
  const shifted = time.nanoOfDay + (zone - own) * 1_000_000_000;
  return new ZonedTimeValue(new LocalTimeValue(floorModulo(shifted, nanosecondsOfDay)), zone);
}

function buildDateTime(source: InstantSource, timeOf: () => LocalTimeValue): ZonedDateTimeValue {
  const { base, fields, truncatedTo } = source;
  const zone = givenZone(fields);
  const local = new LocalDateTimeValue(dateBeside(source), timeOf());
  if (zone === undefined) return atZone(local, base.zone ?? 0, base.offsetSeconds);
  if (base.zone === undefined || truncatedTo !== undefined) return atZone(local, zone);
  const moment = atZone(local, base.zone, base.offsetSeconds);
  return instantIn(zone, moment.epochNanoseconds);
}

/**
 * A moment so many units and nanoseconds after 1970-01-01 00:00 UTC.
 *
 * @param unit - nanoseconds of a unit
 * @throws {@link TemporalError} for nanoseconds that do not fit the unit, and years beyond ±999,999,999
 */

export function momentOf(
  count: bigint,
  nanosecond: bigint,
  unit: bigint,
  zone: TimeZone = 0,
): ZonedDateTimeValue {
  if (nanosecond < 0n || nanosecond >= unit)
    throw new TemporalError(`expected nanoseconds from 0 to ${unit - 1n}, got ${nanosecond}`);
  const moment = instantIn(zone, count * unit + nanosecond);
  checkedDate(moment.local.date);
  return moment;
}
