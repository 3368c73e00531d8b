// @ts-check
import {
  EPOCH_DAYS,
  dayNumber,
  dayOf,
  daysIn,
  difference,
  momentOf,
  momentText,
  moved,
  padded,
  partsOf,
  timed,
  utc,
  weekOf,
} from './moments.mjs';
import { numberOf, textOf } from './values.mjs';

/** @typedef {import('./values.mjs').SqlValue} SqlValue */
/** @typedef {import('./moments.mjs').Moment} Moment */

const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** A function of one point in time; NULL for what is none. @param {(moment: Moment) => SqlValue} read */
const of = (read) => (/** @type {SqlValue} */ value) => {
  const moment = momentOf(value);
  return moment === null ? null : read(moment);
};

/** Seconds of a time such as `-12:30:00` or of a date with one. @param {SqlValue} value @returns {number | null} */
function secondsOf(value) {
  if (value === null) return null;
  const match = /^\s*(-?)(?:(\d+) )?(\d{1,3}):(\d{1,2})(?::(\d{1,2})(\.\d+)?)?\s*$/.exec(
    textOf(value),
  );
  if (match !== null) {
    const [, sign, days = '0', hours, minutes, seconds = '0', fraction = '0'] = match;
    const total =
      Number(days) * 86_400 +
      Number(hours) * 3600 +
      Number(minutes) * 60 +
      Number(seconds) +
      Number(fraction);
    return sign === '-' ? -total : total;
  }
  const moment = momentOf(value);
  if (moment?.timed === true)
    return moment.ms / 1000 + moment.micros / 1e6 - dayNumber(moment) * 86_400;
  if (moment !== null && /[-/]/.test(textOf(value))) return 0;
  const digits = /^\s*(-?)(\d{1,7})\s*$/.exec(textOf(value));
  if (digits === null) return null;
  const number = Number(digits[2]);
  const total =
    Math.floor(number / 10_000) * 3600 + (Math.floor(number / 100) % 100) * 60 + (number % 100);
  return digits[1] === '-' ? -total : total;
}

/** @param {number} seconds @returns {string} */
function timeText(seconds) {
  const limit = Math.min(Math.abs(seconds), 838 * 3600 + 59 * 60 + 59);
  const whole = Math.floor(limit);
  const micros = Math.round((limit - whole) * 1e6);
  const fraction = micros === 0 ? '' : `.${padded(micros, 6)}`;
  const [hour, minute, second] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  return `${seconds < 0 ? '-' : ''}${padded(hour)}:${padded(minute)}:${padded(second)}${fraction}`;
}

/** @param {number} day @returns {string} */
const ordinal = (day) =>
  `${day}${day % 100 > 10 && day % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')}`;

/** @param {Moment} moment @param {string} format @returns {string} */
function formatted(moment, format) {
  const { year, month, day, hour, minute, second, weekday } = partsOf(moment);
  const twelve = ((hour + 11) % 12) + 1;
  const half = hour < 12 ? 'AM' : 'PM';
  const week = (/** @type {number} */ mode) => weekOf(moment, mode);
  /** @type {Record<string, () => string | number>} */
  const signs = {
    a: () => (DAYS[weekday] ?? '').slice(0, 3),
    b: () => (MONTHS[month - 1] ?? '').slice(0, 3),
    c: () => month,
    D: () => ordinal(day),
    d: () => padded(day),
    e: () => day,
    f: () => padded(moment.micros, 6),
    H: () => padded(hour),
    h: () => padded(twelve),
    I: () => padded(twelve),
    i: () => padded(minute),
    j: () => padded(dayOfYear(moment), 3),
    k: () => hour,
    l: () => twelve,
    M: () => MONTHS[month - 1] ?? '',
    m: () => padded(month),
    p: () => half,
    r: () => `${padded(twelve)}:${padded(minute)}:${padded(second)} ${half}`,
    S: () => padded(second),
    s: () => padded(second),
    T: () => `${padded(hour)}:${padded(minute)}:${padded(second)}`,
    U: () => padded(weekOf(moment, 0).week),
    u: () => padded(weekOf(moment, 1).week),
    V: () => padded(week(2).week),
    v: () => padded(week(3).week),
    W: () => DAYS[weekday] ?? '',
    w: () => weekday,
    X: () => padded(week(2).year, 4),
    x: () => padded(week(3).year, 4),
    Y: () => padded(year, 4),
    y: () => padded(year % 100),
  };
  return format.replace(/%(.)/gs, (_, sign) => String(signs[sign]?.() ?? sign));
}

/** @param {Moment} moment @returns {number} */
const dayOfYear = (moment) =>
  dayNumber(moment) - dayNumber({ ...moment, ms: utc(partsOf(moment).year, 1, 1) }) + 1;

/** A pattern for each sign of a format; named groups say what they hold. @type {Record<string, string>} */
const READERS = {
  Y: '(?<year>\\d{4})',
  y: '(?<year>\\d{2})',
  m: '(?<month>\\d{1,2})',
  c: '(?<month>\\d{1,2})',
  M: `(?<monthName>${MONTHS.join('|')})`,
  b: `(?<monthName>${MONTHS.map((name) => name.slice(0, 3)).join('|')})`,
  d: '(?<day>\\d{1,2})',
  e: '(?<day>\\d{1,2})',
  D: '(?<day>\\d{1,2})(?:st|nd|rd|th)',
  H: '(?<hour>\\d{1,2})',
  k: '(?<hour>\\d{1,2})',
  h: '(?<hour>\\d{1,2})',
  I: '(?<hour>\\d{1,2})',
  l: '(?<hour>\\d{1,2})',
  i: '(?<minute>\\d{1,2})',
  s: '(?<second>\\d{1,2})',
  S: '(?<second>\\d{1,2})',
  f: '(?<micros>\\d{1,6})',
  p: '(?<half>AM|PM)',
  T: '(?<hour>\\d{1,2}):(?<minute>\\d{1,2}):(?<second>\\d{1,2})',
  W: `(?:${DAYS.join('|')})`,
  a: `(?:${DAYS.map((name) => name.slice(0, 3)).join('|')})`,
  '%': '%',
};

/** @param {SqlValue} text @param {SqlValue} format @returns {string | null} */
function readDate(text, format) {
  const pattern = textOf(format).replace(/%(.)|[^%]/gs, (piece, sign) =>
    sign === undefined
      ? /\s/.test(piece)
        ? '\\s*'
        : piece.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
      : (READERS[sign] ?? '(?!)'),
  );
  const groups = new RegExp(`^\\s*${pattern}`, 'i').exec(textOf(text))?.groups;
  if (groups === undefined) return null;
  const name = groups['monthName']?.toLowerCase();
  const month =
    name === undefined
      ? Number(groups['month'] ?? 0)
      : MONTHS.findIndex((each) => each.toLowerCase().startsWith(name)) + 1;
  const half = groups['half']?.toUpperCase();
  const hour = Number(groups['hour'] ?? 0);
  const clock = half === undefined ? hour : (hour % 12) + (half === 'PM' ? 12 : 0);
  const time = `${padded(clock)}:${padded(Number(groups['minute'] ?? 0))}:${padded(Number(groups['second'] ?? 0))}`;
  const isTime = /%[HkhIlisSfTpr]/.test(textOf(format));
  if (groups['year'] === undefined) return isTime ? time : null;
  const date = `${groups['year']}-${month}-${groups['day'] ?? 0}`;
  return momentText(momentOf(isTime ? `${date} ${time}` : date));
}

/** @param {number} period @returns {number} months since the year 0 */
const monthsOfPeriod = (period) => {
  const year = Math.floor(period / 100);
  return (year < 70 ? year + 2000 : year < 100 ? year + 1900 : year) * 12 + (period % 100) - 1;
};

/** @param {Moment} moment @returns {number} */
const clockSeconds = (moment) => (moment.ms - dayNumber(moment) * 86_400_000) / 1000;

/** MySQL's functions of dates and times. @type {Record<string, (...values: any[]) => SqlValue>} */
export const dateFunctions = {
  year: of((moment) => partsOf(moment).year),
  month: of((moment) => partsOf(moment).month),
  quarter: of((moment) => Math.ceil(partsOf(moment).month / 3)),
  day: of((moment) => partsOf(moment).day),
  dayofweek: of((moment) => partsOf(moment).weekday + 1),
  weekday: of((moment) => (partsOf(moment).weekday + 6) % 7),
  dayofyear: of(dayOfYear),
  dayname: of((moment) => DAYS[partsOf(moment).weekday] ?? null),
  monthname: of((moment) => MONTHS[partsOf(moment).month - 1] ?? null),
  week: (date, mode = 0) => of((moment) => weekOf(moment, numberOf(mode) & 7).week)(date),
  weekofyear: of((moment) => weekOf(moment, 3).week),
  yearweek: (date, mode = 0) =>
    of((moment) => {
      const { year, week } = weekOf(moment, numberOf(mode) & 7, true);
      return year * 100 + week;
    })(date),
  hour: (value) => clockPart(value, (seconds) => Math.floor(seconds / 3600)),
  minute: (value) => clockPart(value, (seconds) => Math.floor(seconds / 60) % 60),
  second: (value) => clockPart(value, (seconds) => Math.floor(seconds) % 60),
  microsecond: (value) => clockPart(value, (seconds) => Math.round((seconds % 1) * 1e6)),
  date: (value) => momentText(dayOf(momentOf(value))),
  timestamp: (value, time) => {
    const moment = timed(momentOf(value));
    if (time === undefined) return momentText(moment);
    const seconds = secondsOf(time);
    return moment === null || seconds === null
      ? null
      : momentText(moved(moment, seconds, 'SECOND'));
  },
  time: (value) => {
    const seconds = secondsOf(value);
    return seconds === null ? null : timeText(seconds);
  },
  last_day: of((moment) => {
    const { year, month } = partsOf(moment);
    return momentText({ ms: utc(year, month, daysIn(year, month)), micros: 0, timed: false });
  }),
  date_format: (value, format) =>
    format === null ? null : of((moment) => formatted(moment, textOf(format)))(value),
  time_format: (value, format) => {
    const seconds = secondsOf(value);
    if (seconds === null || format === null) return null;
    return formatted({ ms: seconds * 1000, micros: 0, timed: true }, textOf(format));
  },
  str_to_date: (text, format) => (text === null || format === null ? null : readDate(text, format)),
  add: (value, amount, unit) =>
    amount === null ? null : of((moment) => momentText(moved(moment, amount, unit)))(value),
  subtract: (value, amount, unit) => {
    if (amount === null) return null;
    const negative =
      typeof amount === 'number'
        ? -amount
        : textOf(amount).trim().startsWith('-')
          ? textOf(amount).trim().slice(1)
          : `-${textOf(amount)}`;
    return of((moment) => momentText(moved(moment, negative, unit)))(value);
  },
  timestampdiff: (unit, from, to) => {
    const [a, b] = [momentOf(from), momentOf(to)];
    return a === null || b === null ? null : difference(unit, a, b);
  },
  datediff: (to, from) => {
    const [a, b] = [momentOf(from), momentOf(to)];
    return a === null || b === null ? null : dayNumber(b) - dayNumber(a);
  },
  timediff: (to, from) => {
    const [a, b] = [momentOf(from), momentOf(to)];
    if (a?.timed === true && b?.timed === true)
      return timeText((b.ms - a.ms) / 1000 + (b.micros - a.micros) / 1e6);
    const [x, y] = [secondsOf(from), secondsOf(to)];
    return x === null || y === null ? null : timeText(y - x);
  },
  addtime: (value, time) => movedByTime(value, time, 1),
  subtime: (value, time) => movedByTime(value, time, -1),
  to_days: of((moment) => dayNumber(moment) + EPOCH_DAYS),
  to_seconds: of((moment) => (dayNumber(moment) + EPOCH_DAYS) * 86_400 + clockSeconds(moment)),
  from_days: (days) =>
    days === null
      ? null
      : momentText({ ms: (numberOf(days) - EPOCH_DAYS) * 86_400_000, micros: 0, timed: false }),
  makedate: (year, day) => {
    if (year === null || day === null || numberOf(day) < 1) return null;
    return momentText({
      ms: utc(numberOf(year), 1, Math.round(numberOf(day))),
      micros: 0,
      timed: false,
    });
  },
  maketime: (hour, minute, second) =>
    hour === null ||
    minute === null ||
    second === null ||
    numberOf(minute) > 59 ||
    numberOf(second) >= 60
      ? null
      : timeText(
          Math.sign(numberOf(hour) || 1) *
            (Math.abs(numberOf(hour)) * 3600 + numberOf(minute) * 60 + numberOf(second)),
        ),
  sec_to_time: (seconds) => (seconds === null ? null : timeText(numberOf(seconds))),
  time_to_sec: (time) => {
    const seconds = secondsOf(time);
    return seconds === null ? null : Math.trunc(seconds);
  },
  unix_timestamp: of((moment) => moment.ms / 1000 + moment.micros / 1e6),
  from_unixtime: (seconds, format) => {
    if (seconds === null || numberOf(seconds) < 0) return null;
    const whole = Math.floor(numberOf(seconds));
    const moment = {
      ms: whole * 1000,
      micros: Math.round((numberOf(seconds) - whole) * 1e6),
      timed: true,
    };
    return format === undefined ? momentText(moment) : formatted(moment, textOf(format));
  },
  period_add: (period, months) => {
    if (period === null || months === null) return null;
    const place = monthsOfPeriod(numberOf(period)) + numberOf(months);
    return Math.floor(place / 12) * 100 + (place % 12) + 1;
  },
  period_diff: (a, b) =>
    a === null || b === null ? null : monthsOfPeriod(numberOf(a)) - monthsOfPeriod(numberOf(b)),
  extract: (unit, value) => {
    if (unit === 'YEAR_MONTH')
      return of((moment) => partsOf(moment).year * 100 + partsOf(moment).month)(value);
    const moment = momentOf(value);
    const seconds = moment === null ? secondsOf(value) : clockSeconds(moment) + moment.micros / 1e6;
    if (seconds === null) return null;
    const [h, m, s] = [
      Math.floor(seconds / 3600),
      Math.floor(seconds / 60) % 60,
      Math.floor(seconds) % 60,
    ];
    const day = moment === null ? 0 : partsOf(moment).day;
    /** @type {Record<string, number>} */
    const combined = {
      DAY_HOUR: day * 100 + h,
      DAY_MINUTE: day * 10_000 + h * 100 + m,
      DAY_SECOND: day * 1_000_000 + h * 10_000 + m * 100 + s,
      HOUR_MINUTE: h * 100 + m,
      HOUR_SECOND: h * 10_000 + m * 100 + s,
      MINUTE_SECOND: m * 100 + s,
    };
    return combined[unit] ?? null;
  },
};

/** @param {SqlValue} value @param {(seconds: number) => number} read @returns {number | null} */
function clockPart(value, read) {
  const seconds = secondsOf(value);
  return seconds === null ? null : read(Math.abs(seconds));
}

/** @param {SqlValue} value @param {SqlValue} time @param {number} sign @returns {SqlValue} */
function movedByTime(value, time, sign) {
  const seconds = secondsOf(time);
  if (seconds === null) return null;
  const moment = momentOf(value);
  if (moment?.timed === true) return momentText(moved(moment, sign * seconds, 'SECOND'));
  const from = secondsOf(value);
  return from === null ? null : timeText(from + sign * seconds);
}
