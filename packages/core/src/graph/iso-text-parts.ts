import type { TimeUnit } from '@momq/dialect';
import { isoDayPattern, isoTimePattern, isoZonePattern } from '../sql/iso-dates.js';

/** How a graph language cuts and writes texts. */
export interface TextWords {
  /** Its function of text, place from 0 and length: `substring`, `substr`. */
  readonly substring: string;
  /** What it writes texts in. */
  readonly quote: '"' | "'";
}

/** Parts of a time that stand at a place of ISO 8601 text. */
export type TextPart = keyof typeof places;

/** Expressions over an expression of ISO 8601 text, `2024-02-29` or `2024-02-29 23:59:59`. All give NULL for NULL. */
export interface IsoTextParts {
  /** A part as a number; hours, minutes and seconds of dates without a time are 0. */
  part(it: string, name: TextPart): string;
  /** Day of the week, 0 (Monday) to 6. */
  weekday(it: string): string;
  /** Days since 1970-01-01. */
  dayNumber(it: string): string;
  /** Seconds since 1970-01-01. */
  unixSeconds(it: string): string;
  /** Months since the year 0. */
  monthNumber(it: string): string;
  /** Day and time, as text that sorts. */
  restOfMonth(it: string): string;
}

/** What all of a text has to match to be a date, or one with a time. */
export const isoTextPattern = `${isoDayPattern}(?:${isoTimePattern})?${isoZonePattern}`;

/** Seconds of the units that have always as many. */
export const secondsOfUnit: Partial<Readonly<Record<TimeUnit, number>>> = {
  week: 604_800,
  day: 86_400,
  hour: 3600,
  minute: 60,
  second: 1,
};
/** Months of the others. */
export const monthsOfUnit: Partial<Readonly<Record<TimeUnit, number>>> = {
  year: 12,
  quarter: 3,
  month: 1,
};

const places = {
  year: '0, 4',
  month: '5, 2',
  day: '8, 2',
  hour: '11, 2',
  minute: '14, 2',
  second: '17, 2',
} as const;

/**
 * Arithmetic on ISO 8601 text in a graph language, which is how graphs of relational data hold times. The number of a day is its
 * Julian day number (Fliegel and Van Flandern 1968, CACM 11:657) less that of the epoch, over months that count from March of the
 * year -4800. One flat expression each: Neo4j plans nested lists slowly.
 *
 * @example
 * ```ts
 * const { part } = isoTextParts({ substring: 'substr', quote: '"' });
 * part('a.born', 'year'); // toInteger(substr(a.born, 0, 4))
 * ```
 */
export function isoTextParts({ substring, quote }: TextWords): IsoTextParts {
  const text = (value: string): string => `${quote}${value}${quote}`;
  const withTime = (it: string): string => `${it} + ${text(' 00:00:00')}`;
  const part = (it: string, name: TextPart): string => {
    const whole = ['hour', 'minute', 'second'].includes(name) ? withTime(it) : it;
    return `toInteger(${substring}(${whole}, ${places[name]}))`;
  };
  const monthNumber = (it: string): string => `${part(it, 'year')} * 12 + ${part(it, 'month')}`;
  const dayNumber = (it: string): string => {
    const months = `(${monthNumber(it)} + 57597)`;
    return `(${part(it, 'day')} + (153 * (${months} % 12) + 2) / 5 + ${months} / 12 * 1461 / 4 - (3 * (${months} / 1200) + 3) / 4 - 2472633)`;
  };
  return {
    part,
    dayNumber,
    monthNumber,
    weekday: (it) => `((${dayNumber(it)} % 7 + 10) % 7)`,
    unixSeconds: (it) =>
      `${dayNumber(it)} * 86400 + ${part(it, 'hour')} * 3600 + ${part(it, 'minute')} * 60 + ${part(it, 'second')}`,
    restOfMonth: (it) =>
      `replace(${substring}(${withTime(it)}, 8, 11), ${text('T')}, ${text(' ')})`,
  };
}
