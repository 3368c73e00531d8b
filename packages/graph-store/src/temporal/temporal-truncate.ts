import { floorDivide, firstMondayOf, weekOf, weekdayOf } from './calendar.js';
import { DateValue } from './date-value.js';
import { LocalTimeValue, nanosecondsOfDay } from './local-time-value.js';
import { buildInstant } from './temporal-build.js';
import { TemporalError } from './temporal-error.js';
import type { TemporalFields } from './temporal-fields.js';
import { partsOf, type InstantKind, type TemporalInstant } from './temporal-value.js';

const dateUnits: Readonly<Record<string, (date: DateValue) => DateValue>> = {
  millennium: ({ year }) => new DateValue(floorDivide(year, 1000) * 1000, 1, 1),
  century: ({ year }) => new DateValue(floorDivide(year, 100) * 100, 1, 1),
  decade: ({ year }) => new DateValue(floorDivide(year, 10) * 10, 1, 1),
  year: ({ year }) => new DateValue(year, 1, 1),
  weekYear: ({ dayNumber }) => DateValue.fromDayNumber(firstMondayOf(weekOf(dayNumber).weekYear)),
  quarter: ({ year, quarter }) => new DateValue(year, quarter * 3 - 2, 1),
  month: ({ year, month }) => new DateValue(year, month, 1),
  week: ({ dayNumber }) => DateValue.fromDayNumber(dayNumber - weekdayOf(dayNumber) + 1),
  day: (date) => date,
};

/** Nanoseconds of units of a day; a day itself leaves midnight. */
const timeUnits: Readonly<Record<string, number>> = {
  day: nanosecondsOfDay,
  hour: 3_600_000_000_000,
  minute: 60_000_000_000,
  second: 1_000_000_000,
  millisecond: 1_000_000,
  microsecond: 1000,
};

/** What a truncation is of. */
export interface Truncation {
  /** The kind to make. */
  readonly kind: InstantKind;
  /** `millennium`, `century`, `decade`, `year`, `weekYear`, `quarter`, `month`, `week`, `day`, `hour` to `microsecond`. */
  readonly unit: string;
  readonly at: TemporalInstant;
  /** What is set afterwards; a `timezone` keeps the clock and changes the moment. */
  readonly fields: TemporalFields;
}

/** The beginning of the unit that a point in time is in. @throws {@link TemporalError} for units that kind or value do not have */
export function truncate({ kind, unit, at, fields }: Truncation): TemporalInstant {
  const parts = partsOf(at);
  const [ofDate, length] = [dateUnits[unit], timeUnits[unit]];
  const [hasDate, hasTime] = [kind !== 'localtime' && kind !== 'time', kind !== 'date'];
  const units = [
    ...(hasDate ? Object.keys(dateUnits) : ['day']),
    ...(hasTime ? Object.keys(timeUnits).slice(1) : []),
  ];
  if (!units.includes(unit))
    throw new TemporalError(`expected a unit of a ${kind} (${units.join(', ')}), got '${unit}'`);
  const lacks = hasDate
    ? parts.date === undefined || (ofDate === undefined && parts.time === undefined)
    : parts.time === undefined;
  if (lacks)
    throw new TemporalError(
      `expected a value that has what ${kind}.truncate('${unit}') needs, got the ${at.kind} ${at.toString()}`,
    );
  const time = parts.time?.nanoOfDay ?? 0;
  const base = {
    ...parts,
    date: ofDate === undefined ? parts.date : ofDate(parts.date ?? new DateValue(1970, 1, 1)),
    time: new LocalTimeValue(length === undefined ? 0 : time - (time % length)),
  };
  return buildInstant({ kind, fields, base, truncatedTo: length ?? nanosecondsOfDay });
}
