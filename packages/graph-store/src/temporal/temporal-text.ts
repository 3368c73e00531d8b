import { checkedDate } from './checked-range.js';
import type { DateValue } from './date-value.js';
import { calendarDate, ordinalDate, quarterDate, weekDate } from './date-kinds.js';
import { LocalDateTimeValue } from './local-date-time-value.js';
import { LocalTimeValue } from './local-time-value.js';
import { offsetOf } from './offset.js';
import { TemporalError } from './temporal-error.js';
import { atZone, timeZoneOf, type TimeZone } from './time-zone.js';
import type { ZonedDateTimeValue } from './zoned-date-time-value.js';
import { ZonedTimeValue } from './zoned-time-value.js';

const withoutDashes = /^([+-]?\d{4})(?:(\d\d)(\d\d)?|W(\d\d)(\d)?|Q(\d)(\d\d)?|(\d{3}))$/;
const withDashes =
  /^([+-]?\d{4}|[+-]\d{1,9}(?=-))(?:-(?:(\d\d(?!\d)|\d(?=-))(?:-(\d\d?))?|W(\d\d)(?:-(\d))?|Q(\d)(?:-(\d\d))?|(\d{3})))?$/;
const clock =
  /^(\d\d|\d(?=:))(?:(\d\d)(?:(\d\d)(?:[.,](\d{1,9}))?)?|:(\d\d?)(?::(\d\d?)(?:[.,](\d{1,9}))?)?)?$/;
/** What stands before an offset, the offset, and a zone in brackets. */
const zoned = /^([^Zz+[-]*)(Z|z|[+-][\d:]*)?(?:\[([^\]]+)\])?$/;

/**
 * A date of ISO 8601 text: `2015-07-21`, `2015-W30-2`, `2015-Q3-21`, `2015-202`, each with fewer parts or without dashes.
 *
 * @throws {@link TemporalError} for other text and days that do not exist
 */
export function dateOfText(text: string): DateValue {
  const found = withoutDashes.exec(text) ?? withDashes.exec(text);
  if (!found) throw unreadable('a date', '2015-07-21', text);
  const [year, month, day, week, weekday, quarter, dayOfQuarter, ordinal] = found
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  if (week !== undefined) return checkedDate(weekDate(year!, week, weekday ?? 1));
  if (quarter !== undefined) return checkedDate(quarterDate(year!, quarter, dayOfQuarter ?? 1));
  if (ordinal !== undefined) return checkedDate(ordinalDate(year!, ordinal));
  return checkedDate(calendarDate(year!, month ?? 1, day ?? 1));
}

/** A time of day of ISO 8601 text: `21:40:32.142`, with fewer parts or without colons. @throws {@link TemporalError} for other text */
export function localTimeOfText(text: string): LocalTimeValue {
  const found = clock.exec(text);
  if (!found) throw unreadable('a time of day', '21:40:32.142', text);
  const [, hour, minute = found[5] ?? '0', second = found[6] ?? '0'] = found;
  const fraction = found[4] ?? found[7] ?? '';
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    throw unreadable('a time of day from 00:00 to 23:59:59', '21:40:32.142', text);
  const nanosecond = Number(fraction.padEnd(9, '0'));
  return LocalTimeValue.of(Number(hour), Number(minute), Number(second), nanosecond);
}

/** A time of day with an offset, which is UTC where none is written: `21:40:32.142+01:00`. @throws {@link TemporalError} for other text and zones with a name */
export function timeOfText(text: string): ZonedTimeValue {
  const [, time = '', offset = 'Z', zone] = zoned.exec(text) ?? [];
  const seconds = offsetOf(offset);
  if (seconds === undefined || zone !== undefined || time === '')
    throw unreadable('a time with an offset', '21:40:32.142+01:00', text);
  return new ZonedTimeValue(localTimeOfText(time), seconds);
}

/** A date, and after `T` a time of day, which is midnight where none is written: `2015-07-21T21:40:32.142`. @throws {@link TemporalError} for other text */
export function localDateTimeOfText(text: string): LocalDateTimeValue {
  const place = text.search(/t/i);
  if (place < 0) return new LocalDateTimeValue(dateOfText(text), LocalTimeValue.of(0));
  return new LocalDateTimeValue(
    dateOfText(text.slice(0, place)),
    localTimeOfText(text.slice(place + 1)),
  );
}

/**
 * A date, a time of day and a zone: `2015-07-21T21:40:32.142+02:00[Europe/Stockholm]`, with an offset, a zone or both; UTC where none is written.
 *
 * @throws {@link TemporalError} for other text, and for an offset that the zone does not have then
 */
export function dateTimeOfText(text: string, otherwise: TimeZone = 0): ZonedDateTimeValue {
  const place = text.search(/t/i);
  if (place < 0) return atZone(localDateTimeOfText(text), otherwise);
  const [, time, offset, name] = zoned.exec(text.slice(place + 1)) ?? [];
  const seconds = offset === undefined ? undefined : offsetOf(offset);
  if (time === undefined || (offset !== undefined && seconds === undefined))
    throw unreadable('a date and time', '2015-07-21T21:40:32.142+01:00', text);
  const local = localDateTimeOfText(`${text.slice(0, place)}T${time}`);
  if (name === undefined) return atZone(local, seconds ?? otherwise);
  const at = atZone(local, timeZoneOf(name), seconds);
  if (seconds !== undefined && at.offsetSeconds !== seconds)
    throw new TemporalError(
      `expected an offset that ${name} has at that time, got '${text}'; leave out the offset, or the zone`,
    );
  return at;
}

function unreadable(what: string, example: string, text: string): TemporalError {
  return new TemporalError(`expected ${what} such as '${example}', got '${text}'`);
}
