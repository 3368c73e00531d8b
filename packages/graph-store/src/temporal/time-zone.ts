import { LocalDateTimeValue } from './local-date-time-value.js';
import { offsetOf } from './offset.js';
import { TemporalError } from './temporal-error.js';
import { ZonedDateTimeValue } from './zoned-date-time-value.js';

/** Seconds of 400 years, after which the calendar, weekdays included, repeats itself. */
const cycle = 12_622_780_800n;
/** 1600-01-01 in Unix seconds: every zone still has its local mean time. */
const beforeZones = -11_676_096_000n;
/** 2500-01-01 in Unix seconds: every zone has long followed its last rule. */
const afterRules = 16_725_225_600n;
const day = 86_400n;

/** A zone: seconds east of UTC alone, or a name of the IANA database. */
export type TimeZone = number | string;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/**
 * A zone of a text: an offset as `+02:00` or `Z`, or the name of a zone in the IANA database that Node brings.
 *
 * @throws {@link TemporalError} for a text that is neither
 */
export function timeZoneOf(text: string): TimeZone {
  const offset = offsetOf(text);
  if (offset !== undefined) return offset;
  const isName = /^[A-Za-z][\w+\-/]*$/.test(text);
  try {
    if (isName) return sameCase(text, formatOf(text).resolvedOptions().timeZone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new TemporalError(
    `expected a time zone such as '+02:00' or 'Europe/Stockholm', got '${text}'`,
  );
}

/** The zone's own spelling, unless it is an alias, which stays. */
function sameCase(name: string, canonical: string): string {
  return name.toLowerCase() === canonical.toLowerCase() ? canonical : name;
}

/** Seconds east of UTC at a moment in Unix seconds. Before 1600 a zone has its local mean time; from 2500 on it follows its last rule. */
export function offsetAt(zone: TimeZone, epochSeconds: bigint): number {
  if (typeof zone === 'number') return zone;
  let at = epochSeconds < beforeZones ? beforeZones : epochSeconds;
  if (at >= afterRules) at -= ((at - afterRules) / cycle + 1n) * cycle;
  const shown = formatOf(zone).format(Number(at) * 1000);
  const [month, date, year, hour, minute, second] = shown.match(/\d+/g)!.map(Number);
  return Date.UTC(year!, month! - 1, date, hour, minute, second) / 1000 - Number(at);
}

/**
 * The moment at which a clock in the zone shows a day and time. Of a time that a clock shows twice, the first, or the one at `preferredOffset`;
 * one that it never shows is as much later as the clock is put forward (as `java.time.ZonedDateTime.ofLocal`).
 */
export function atZone(
  local: LocalDateTimeValue,
  zone: TimeZone,
  preferredOffset?: number,
): ZonedDateTimeValue {
  if (typeof zone === 'number') return new ZonedDateTimeValue(local, zone);
  const { seconds } = local;
  const before = offsetAt(zone, seconds - day);
  const after = offsetAt(zone, seconds + day);
  const shownAt = [before, after].filter(
    (offset) => offsetAt(zone, seconds - BigInt(offset)) === offset,
  );
  const offset = shownAt.find((each) => each === preferredOffset) ?? shownAt[0];
  if (offset !== undefined) return new ZonedDateTimeValue(local, offset, zone);
  const later = local.nanoseconds + BigInt(after - before) * 1_000_000_000n;
  return new ZonedDateTimeValue(LocalDateTimeValue.fromNanoseconds(later), after, zone);
}

/** The moment in nanoseconds since 1970-01-01 00:00 UTC, as a clock in the zone shows it. */
export function instantIn(zone: TimeZone, epochNanoseconds: bigint): ZonedDateTimeValue {
  const rest = ((epochNanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const offset = offsetAt(zone, (epochNanoseconds - rest) / 1_000_000_000n);
  const local = LocalDateTimeValue.fromNanoseconds(
    epochNanoseconds + BigInt(offset) * 1_000_000_000n,
  );
  return new ZonedDateTimeValue(local, offset, typeof zone === 'number' ? undefined : zone);
}

/** The zone of a point in time: its name, or its offset. */
export function zoneOf({ zone, offsetSeconds }: ZonedDateTimeValue): TimeZone {
  return zone ?? offsetSeconds;
}
