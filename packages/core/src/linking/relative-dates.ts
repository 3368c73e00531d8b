import type { DatabaseSchema } from '@momq/dialect';
import { firstDayOf, isoDay, movedBy } from './calendar-days.js';
import type { CalendarUnit, Day } from './calendar-days.js';
import { monthPattern } from './date-spans.js';
import { numberOf } from './number-words.js';
import { quotedTexts } from './quoted-texts.js';
import { splitName } from './split-name.js';

/** A question with its relative dates written out. */
export interface DatedQuestion {
  readonly text: string;
  /** What was written out as what, a sentence; absent: nothing. */
  readonly note?: string;
}

/** Words of a question and the date that they say. */
interface SaidDate {
  readonly start: number;
  readonly said: string;
  readonly date: string;
}

const unit = '(day|week|month|quarter|year)';
const number = '(\\d{1,3}|[a-z]+|a\\s+couple\\s+of)';
/** Prepositions that a stretch of time replaces, and those that it stands behind. */
const around = '(?:in|over|during|within|for|from|throughout|on|of)';
const ahead = '(since|before|after|until|till|by)';
const weekdays = '(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?';
const seasons = 'spring|summer|autumn|fall|winter|christmas|easter';
const hours = 'mornings?|afternoons?|evenings?|nights?|noon';
/** What follows would make it another time: *the last month of the year*, *last week Monday*, *yesterday at 5 pm*, *last year in May*. */
const noMore = `(?!\\s+(?:of|in\\s+which|on\\s+which|when|that|with|where|for\\s+which|day|to\\s+date|and\\s+(?:an?|\\d+)|before|after|at|${hours}|(?:(?:in|on|of)\\s+)?(?:${weekdays}|${seasons}|${monthPattern}|\\d+))\\b|['’-])`;
/** What comes before does so too: *the day before yesterday*, *Monday last week*, *a year ago today*. */
const otherTime = new RegExp(
  `\\b(?:(?:same\\s+\\w+|ago|old|${weekdays}|${seasons}|${ahead})\\s+)$`,
  'i',
);
/** *2 days before yesterday*. */
const spans = /\b(?:days?|weeks?|months?|years?)\s+$/i;
const names = /\b(?:called|named|titled|entitled|labell?ed|word|phrase)\s+$/i;
/** What a bare date follows: *up to today*, *between 2020 and last year*, *January this year*. */
const bare = new RegExp(
  `\\b(?:between|between\\b.*\\band|to|than|${monthPattern}(?:\\s+\\d{1,2})?)\\s+$`,
  'i',
);
/** What it is a part of, or belongs to: *the first week of last month*, *as of today*. */
const whole = /\b(?:as|days?|weeks?|months?|quarters?|half|end|start|beginning|middle|rest)\s+$/i;
/** Two times that are held against each other are no filter, and what is to come is not in the database. */
const otherwise =
  /\b(?:will|predict\w*|forecast\w*|expected|estimated|projected|likely|compared?|comparison|versus|vs|against|change[sd]?|growth|grow|grew|than\s+(?:in\s+)?(?:the\s+)?(?:last|previous|this|yesterday|today))\b/i;

const patterns: readonly {
  readonly pattern: RegExp;
  readonly say: (groups: readonly (string | undefined)[], today: Day) => string | undefined;
}[] = [
  {
    // in the last 30 days
    pattern: rule(`(?:${around}\\s+)?(?:the\\s+)?(?:last|past|previous)\\s+${number}\\s+${unit}s?`),
    say: ([count, of], today) => {
      const steps = countOf(count);
      return steps === undefined
        ? undefined
        : `since ${isoDay(movedBy(today, unitOf(of), -steps))}`;
    },
  },
  {
    // in the next 2 weeks
    pattern: rule(`(?:${around}\\s+)?(?:the\\s+)?(?:next|coming)\\s+${number}\\s+${unit}s?`),
    say: ([count, of], today) => {
      const steps = countOf(count);
      if (steps === undefined) return undefined;
      return `from ${isoDay(today)} to ${isoDay(movedBy(today, unitOf(of), steps))}`;
    },
  },
  {
    // more than 2 years ago
    pattern: rule(
      `(?:(?:(no|not)\\s+)?(more|over|longer|less|later|earlier|at\\s+least|at\\s+most|since|before|after|until|till)\\s+(?:than\\s+)?)?${number}\\s+${unit}s?\\s+ago`,
    ),
    say: ([not, than, count, of], today) => {
      const steps = countOf(count);
      if (steps === undefined) return undefined;
      const day = isoDay(movedBy(today, unitOf(of), -steps));
      if (than === undefined) return unitOf(of) === 'day' ? `on ${day}` : undefined;
      if (/after|until|till/i.test(than)) return not === undefined ? `${than} ${day}` : undefined;
      const isSince = /less|later|most|since/i.test(than);
      return `${isSince === (not === undefined) ? 'since' : 'before'} ${day}`;
    },
  },
  {
    // in the past year
    pattern: rule(`(?:${around}\\s+)?(?:the\\s+)?past\\s+${unit}`),
    say: ([of], today) => `since ${isoDay(movedBy(today, unitOf(of), -1))}`,
  },
  {
    // last year, since last year
    pattern: rule(
      `(?:${ahead}\\s+|${around}\\s+)?(?:the\\s+)?(last|previous|this|current|next|coming)\\s+(week|month|quarter|year)`,
    ),
    say: ([preposition, which, of], today) => {
      const steps = /last|previous/i.test(which!) ? -1 : /next|coming/i.test(which!) ? 1 : 0;
      return calendar(
        movedBy(firstDayOf(today, unitOf(of)), unitOf(of), steps),
        unitOf(of),
        preposition,
      );
    },
  },
  {
    pattern: rule(`(?:${ahead}\\s+|${around}\\s+)?(today|yesterday|tomorrow)`),
    say: ([preposition, which], today) => {
      const step = { today: 0, yesterday: -1, tomorrow: 1 }[which!.toLowerCase()]!;
      return `${preposition ?? 'on'} ${isoDay(today + step)}`;
    },
  },
];

function rule(text: string): RegExp {
  return new RegExp(`(?<![\\w-])${text}\\b${noMore}`, 'gi');
}

/**
 * The question with dates in place of what is counted from today: *in the last 30 days* is *since 2026-10-31*, *last year* is *in 2025*,
 * *yesterday* a day. The last 30 days are those before today and today; last week, month, quarter and year are those of the calendar, weeks
 * from Monday. Left alone are times of which a question has several, that are compared, hours, and names:
 * in quotes, in capitals amid small letters, or of the database.
 *
 * @param now - the day of it counts in UTC, as that of `now` of the logical form
 * @param schema - its names are no dates: *sales last year* of a column `sales_last_year`
 */
export function withDatesSaid(question: string, now: Date, schema?: DatabaseSchema): DatedQuestion {
  if (otherwise.test(question)) return { text: question };
  const today = Math.floor(now.getTime() / 86_400_000);
  const found: SaidDate[] = [];
  for (const { pattern, say } of patterns)
    for (const match of question.matchAll(pattern)) {
      const [said] = match;
      const overlaps = found.some(
        (other) =>
          match.index < other.start + other.said.length && other.start < match.index + said.length,
      );
      const date = overlaps ? undefined : say(match.slice(1), today);
      if (date !== undefined) found.push({ start: match.index, said, date });
    }
  const [one, ...more] = found;
  if (one === undefined || more.length > 0 || isNamed(question, one, schema))
    return { text: question };
  const { start, said } = one;
  const fitting = fitted(question.slice(0, start), one);
  if (fitting === undefined) return { text: question };
  const date = start === 0 ? `${fitting[0]!.toUpperCase()}${fitting.slice(1)}` : fitting;
  return {
    text: `${question.slice(0, start)}${date}${question.slice(start + said.length)}`,
    note: `“${said}” is read as “${date}”: today is ${isoDay(today)} (UTC).`,
  };
}

/** The date as it stands behind the words before it; undefined where they make it another time. */
function fitted(before: string, { said, date }: SaidDate): string | undefined {
  if (otherTime.test(before)) return undefined;
  if (/^(?:before|after)\s/i.test(said) && spans.test(before)) return undefined;
  const [, on, day] = /^(in|on) (.*)$/.exec(date) ?? [];
  if (bare.test(before)) return on === undefined || /^(?:since|from)/i.test(said) ? undefined : day;
  if (/^of\s/i.test(said) && whole.test(before)) return day === undefined ? undefined : `of ${day}`;
  return date;
}

/** True for words in quotes, in capitals amid small letters, or in a name of the database: *songs called “Yesterday”*. */
function isNamed(question: string, { start, said }: SaidDate, schema?: DatabaseSchema): boolean {
  const end = start + said.length;
  if (quotedTexts(question).some((quoted) => quoted.start < end && start < quoted.end)) return true;
  const core = said.replace(new RegExp(`^(?:(?:${ahead}|${around})\\s+)?(?:the\\s+)?`, 'i'), '');
  const before = question.slice(0, end - core.length);
  if (names.test(before) || (/^\p{Lu}/u.test(core) && /(?:^|\s)\p{Ll}\S*\s+$/u.test(before)))
    return true;
  const text = question.toLowerCase();
  return (schema?.entities ?? []).some(({ name, fields }) =>
    [name, ...fields.map((field) => field.name)].some((each) => {
      const spaced = splitName(each).join(' ').toLowerCase();
      return spaced.includes(core.toLowerCase()) && text.includes(spaced);
    }),
  );
}

function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^a\s+couple\s+of$/i.test(text)) return 2;
  const count = /^an?$/i.test(text) ? 1 : numberOf(text);
  return count !== undefined && Number.isInteger(count) && count > 0 ? count : undefined;
}

function unitOf(text: string | undefined): CalendarUnit {
  return text!.toLowerCase() as CalendarUnit;
}

/** A week, month, quarter or year that begins on a day, as a question says it. */
function calendar(first: Day, of: CalendarUnit, preposition: string | undefined): string {
  const [year, month] = isoDay(first).split('-');
  switch (of) {
    case 'year':
      return `${preposition ?? 'in'} ${year}`;
    case 'quarter':
      return `${preposition ?? 'in'} Q${Math.ceil(Number(month) / 3)} ${year}`;
    case 'month':
      return `${preposition ?? 'in'} ${months[Number(month) - 1]} ${year}`;
    case 'week':
    case 'day':
      if (preposition === undefined) return `from ${isoDay(first)} to ${isoDay(first + 6)}`;
      return `${preposition} ${isoDay(/after|until|till|by/i.test(preposition) ? first + 6 : first)}`;
  }
}

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
