/**
 * The proleptic Gregorian calendar of ISO 8601 in whole numbers, for the years that `java.time` and so openCypher have.
 *
 * Why not a library: the polyfills of `Temporal` (`@js-temporal/polyfill` 0.5.1, ISC; `temporal-polyfill` 1.0.8, MIT; both well kept) are close,
 * but `Temporal` ends at 100,000,000 days around 1970, where openCypher has dates up to the year 999,999,999; its durations have one sign
 * for all units, where openCypher's have one for each; it knows no time of day with an offset, no offset with seconds (`+02:05:59`), and no
 * quarters. What would be left to it are leap years and weeks, which are this file. Zones come from Node itself, in `time-zone.ts`.
 *
 * @module
 */

/** The years that dates may have. */
export const leastYear = -999_999_999;
/** See {@link leastYear}. */
export const mostYear = 999_999_999;

/** Year, month from 1, day from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The whole part of a quotient, towards minus infinity. */
export function floorDivide(value: number, by: number): number {
  return Math.floor(value / by);
}

/** What {@link floorDivide} leaves: 0 to before `by`. */
export function floorModulo(value: number, by: number): number {
  return value - Math.floor(value / by) * by;
}

/** True for a year of 366 days. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month, 1 to 12. */
export function daysOfMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : monthLengths[month - 1]!;
}

/** Days since 1970-01-01. Source: H. Hinnant, chrono-compatible low-level date algorithms, `days_from_civil`. */
export function dayNumberOf(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = floorDivide(marchYear, 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = floorDivide(153 * ((month + 9) % 12) + 2, 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + floorDivide(yearOfEra, 4) - floorDivide(yearOfEra, 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The day so many days after 1970-01-01. Source: as {@link dayNumberOf}, `civil_from_days`. */
export function dayOfNumber(dayNumber: number): CalendarDay {
  const shifted = dayNumber + 719_468;
  const era = floorDivide(shifted, 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = floorDivide(
    dayOfEra -
      floorDivide(dayOfEra, 1460) +
      floorDivide(dayOfEra, 36_524) -
      floorDivide(dayOfEra, 146_096),
    365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + floorDivide(yearOfEra, 4) - floorDivide(yearOfEra, 100));
  const marchMonth = floorDivide(5 * dayOfYear + 2, 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - floorDivide(153 * marchMonth + 2, 5) + 1 };
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(dayNumber: number): number {
  return floorModulo(dayNumber + 3, 7) + 1;
}

/** The day number of the Monday with which an ISO week year begins: the week has the fourth of January. */
export function firstMondayOf(weekYear: number): number {
  const fourth = dayNumberOf(weekYear, 1, 4);
  return fourth - weekdayOf(fourth) + 1;
}

/** Weeks of an ISO week year, 52 or 53. */
export function weeksOf(weekYear: number): number {
  return (firstMondayOf(weekYear + 1) - firstMondayOf(weekYear)) / 7;
}

/** The ISO week, 1 to 53, and the year that it is of. */
export function weekOf(dayNumber: number): { readonly weekYear: number; readonly week: number } {
  const { year } = dayOfNumber(dayNumber - weekdayOf(dayNumber) + 4);
  return { weekYear: year, week: floorDivide(dayNumber - firstMondayOf(year), 7) + 1 };
}

/** A day some months later; a day that the month lacks becomes its last. */
export function plusMonths({ year, month, day }: CalendarDay, months: number): CalendarDay {
  const index = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [floorDivide(index, 12), floorModulo(index, 12) + 1];
  return { year: toYear, month: toMonth, day: Math.min(day, daysOfMonth(toYear, toMonth)) };
}
