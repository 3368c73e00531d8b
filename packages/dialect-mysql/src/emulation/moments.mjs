// @ts-check
/**
 * Points in time as MySQL reads, moves and writes them. All are without a time zone.
 *
 * @module
 */
import { numberOf, textOf } from './values.mjs';

/** @typedef {import('./values.mjs').SqlValue} SqlValue */
/**
 * @typedef {object} Moment
 * @property {number} ms milliseconds since 1970, whole seconds
 * @property {number} micros microseconds of its second
 * @property {boolean} timed whether it has a time
 */

const DAY_MS = 86_400_000;
/** The number of MySQL's TO_DAYS for 1970-01-01. */
export const EPOCH_DAYS = 719_528;

const DELIMITED =
  /^\s*(\d{4}|\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{0,6})\d*)?)?)?/;

/** @param {SqlValue} value @returns {Moment | null} null for what is no point in time */
export function momentOf(value) {
  if (value === null) return null;
  const text = textOf(value);
  const match = DELIMITED.exec(text);
  if (match !== null) {
    const [, year = '', month, day, hour, minute, second = '0', fraction = ''] = match;
    return made(
      [
        fullYear(year),
        Number(month),
        Number(day),
        Number(hour ?? 0),
        Number(minute ?? 0),
        Number(second),
      ],
      Number(fraction.padEnd(6, '0')),
      hour !== undefined,
    );
  }
  const digits = /^\s*(\d{14}|\d{12}|\d{8}|\d{6})(?:\.\d*)?\s*$/.exec(text)?.[1];
  if (digits === undefined) return null;
  const wide = digits.length === 14 || digits.length === 8;
  const parts = digits.match(wide ? /^\d{4}|\d{2}/g : /\d{2}/g) ?? [];
  const [year = '', ...rest] = parts;
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = rest.map(Number);
  return made([fullYear(year), month, day, hour, minute, second], 0, digits.length > 8);
}

/** @param {string} text @returns {number} */
function fullYear(text) {
  const year = Number(text);
  return text.length > 2 ? year : year + (year < 70 ? 2000 : 1900);
}

/** @param {number[]} parts @param {number} micros @param {boolean} timed @returns {Moment | null} */
function made([year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0], micros, timed) {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  return { ms: utc(year, month, day) + (hour * 3600 + minute * 60 + second) * 1000, micros, timed };
}

/** @param {number} year @param {number} month from 1 @param {number} day */
export function utc(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

/** @param {number} year @param {number} month from 1 @returns {number} */
export function daysIn(year, month) {
  return new Date(utc(year, month + 1, 0)).getUTCDate();
}

/** @param {Moment} moment */
export function partsOf({ ms }) {
  const date = new Date(ms);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: date.getUTCDay(),
  };
}

/** @param {number} number @param {number} [width] */
export const padded = (number, width = 2) => String(number).padStart(width, '0');

/** @param {Moment | null} moment @returns {string | null} null beyond the years that MySQL knows */
export function momentText(moment) {
  if (moment === null || !Number.isFinite(moment.ms)) return null;
  const { year, month, day, hour, minute, second } = partsOf(moment);
  if (year < 0 || year > 9999) return null;
  const date = `${padded(year, 4)}-${padded(month)}-${padded(day)}`;
  if (!moment.timed) return date;
  const fraction = moment.micros === 0 ? '' : `.${padded(moment.micros, 6)}`;
  return `${date} ${padded(hour)}:${padded(minute)}:${padded(second)}${fraction}`;
}

/** Its day. @param {Moment | null} moment @returns {Moment | null} */
export function dayOf(moment) {
  return moment && { ms: Math.floor(moment.ms / DAY_MS) * DAY_MS, micros: 0, timed: false };
}

/** With a time, midnight where it has none. @param {Moment | null} moment @returns {Moment | null} */
export function timed(moment) {
  return moment && { ...moment, timed: true };
}

/** @param {Moment} moment @returns {number} whole days since 1970 */
export function dayNumber({ ms }) {
  return Math.floor(ms / DAY_MS);
}

const UNIT_MS = new Map([
  ['SECOND', 1000],
  ['MINUTE', 60_000],
  ['HOUR', 3_600_000],
  ['DAY', DAY_MS],
  ['WEEK', 7 * DAY_MS],
]);
const UNIT_MONTHS = new Map([
  ['MONTH', 1],
  ['QUARTER', 3],
  ['YEAR', 12],
]);
/** Units of several parts: the smallest last. */
const LADDER = ['DAY', 'HOUR', 'MINUTE', 'SECOND', 'MICROSECOND'];

/** @param {Moment} moment @param {SqlValue} amount @param {string} unit @returns {Moment | null} */
export function moved(moment, amount, unit) {
  const months = UNIT_MONTHS.get(unit);
  if (months !== undefined) return movedMonths(moment, Math.round(numberOf(amount)) * months);
  if (unit === 'YEAR_MONTH') {
    const [years = 0, rest = 0] = groups(amount);
    return movedMonths(moment, signOf(amount) * (years * 12 + rest));
  }
  const step = UNIT_MS.get(unit);
  if (step !== undefined) {
    const whole = unit === 'SECOND' ? numberOf(amount) : Math.round(numberOf(amount));
    return shifted(moment, whole * step * 1000, unit !== 'DAY' && unit !== 'WEEK');
  }
  if (unit === 'MICROSECOND') return shifted(moment, Math.round(numberOf(amount)), true);
  const [from = '', to = ''] = unit.split('_');
  const units = LADDER.slice(LADDER.indexOf(from), LADDER.indexOf(to) + 1);
  const given = groups(amount);
  const values = [...Array(Math.max(0, units.length - given.length)).fill(0), ...given];
  const micros = units.reduce(
    (sum, each, place) =>
      sum + (values[place] ?? 0) * (each === 'MICROSECOND' ? 1 : (UNIT_MS.get(each) ?? 0) * 1000),
    0,
  );
  return shifted(moment, signOf(amount) * micros, true);
}

/** @param {SqlValue} amount */
const groups = (amount) => (textOf(amount).match(/\d+/g) ?? []).map(Number);
/** @param {SqlValue} amount */
const signOf = (amount) => (textOf(amount).trim().startsWith('-') ? -1 : 1);

/** @param {Moment} moment @param {number} micros @param {boolean} makesTimed @returns {Moment} */
function shifted(moment, micros, makesTimed) {
  const total = moment.micros + Math.round(micros);
  const seconds = Math.floor(total / 1e6);
  return {
    ms: moment.ms + seconds * 1000,
    micros: total - seconds * 1e6,
    timed: moment.timed || makesTimed,
  };
}

/** A day that the month lacks becomes its last. @param {Moment} moment @param {number} months @returns {Moment} */
function movedMonths(moment, months) {
  const { year, month, day } = partsOf(moment);
  const place = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(place / 12), (((place % 12) + 12) % 12) + 1];
  const target = utc(toYear, toMonth, Math.min(day, daysIn(toYear, toMonth)));
  return { ...moment, ms: target + (moment.ms - dayNumber(moment) * DAY_MS) };
}

/** Whole units from one to the other. @param {string} unit @param {Moment} from @param {Moment} to @returns {number} */
export function difference(unit, from, to) {
  const months = UNIT_MONTHS.get(unit);
  if (months !== undefined) return Math.trunc(wholeMonths(from, to) / months) || 0;
  const micros = (to.ms - from.ms) * 1000 + to.micros - from.micros;
  if (unit === 'MICROSECOND') return micros;
  return Math.trunc(micros / ((UNIT_MS.get(unit) ?? 1) * 1000)) || 0;
}

/** @param {Moment} from @param {Moment} to @returns {number} */
function wholeMonths(from, to) {
  if (to.ms < from.ms || (to.ms === from.ms && to.micros < from.micros))
    return -wholeMonths(to, from);
  const [a, b] = [partsOf(from), partsOf(to)];
  const months = (b.year - a.year) * 12 + b.month - a.month;
  const rest = (/** @type {Moment} */ moment, /** @type {number} */ day) =>
    day * DAY_MS * 1000 + (moment.ms - dayNumber(moment) * DAY_MS) * 1000 + moment.micros;
  return rest(to, b.day) < rest(from, a.day) ? months - 1 : months;
}

/**
 * The week of the year and the year that it belongs to, as MySQL counts in a mode from 0 to 7.
 *
 * @param {Moment} moment @param {number} mode @param {boolean} [ofYear] weeks of the year before count as its
 * @returns {{ year: number, week: number }}
 */
export function weekOf(moment, mode, ofYear = (mode & 2) > 0) {
  let { year } = partsOf(moment);
  const { month, day } = partsOf(moment);
  const mondayFirst = (mode & 1) > 0;
  // Modes that begin on Sunday have this bit the other way round.
  const firstWeekday = (mode & 4) > 0 !== !mondayFirst;
  const dayNr = dayNumber(moment) + EPOCH_DAYS;
  let firstNr = Math.round(utc(year, 1, 1) / DAY_MS) + EPOCH_DAYS;
  let weekday = (firstNr + 5 + (mondayFirst ? 0 : 1)) % 7;
  const daysInYear = (/** @type {number} */ each) => (daysIn(each, 2) === 29 ? 366 : 365);
  const starts = () => (firstWeekday ? weekday !== 0 : weekday >= 4);
  let counts = ofYear;
  if (month === 1 && day <= 7 - weekday) {
    if (!counts && starts()) return { year, week: 0 };
    if (starts()) {
      counts = true;
      year -= 1;
      const days = daysInYear(year);
      firstNr -= days;
      weekday = (weekday + 53 * 7 - days) % 7;
    }
  }
  const days = starts() ? dayNr - (firstNr + (7 - weekday)) : dayNr - (firstNr - weekday);
  if (counts && days >= 52 * 7) {
    weekday = (weekday + daysInYear(year)) % 7;
    if (!starts()) return { year: year + 1, week: 1 };
  }
  return { year, week: Math.floor(days / 7) + 1 };
}
