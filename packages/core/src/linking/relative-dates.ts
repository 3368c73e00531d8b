import { numberOf } from './number-words.js';

/** A question with its relative dates written out. */
export interface DatedQuestion {
  readonly text: string;
  /** What was written out as what, a sentence; absent: nothing. */
  readonly note?: string;
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** A day, counted in days since 1970 (UTC). */
type Day = number;

const unit = '(day|week|month|quarter|year)';
const number = '(\\d{1,3}|[a-z]+|a\\s+couple\\s+of)';
/** Prepositions that a stretch of time replaces, and those that it stands behind. */
const around = '(?:in|over|during|within|for|from|throughout|on|of)';
const ahead = '(since|before|after|until|till|by)';
/** What follows would make it another time: *the last month of the year*, *the last day on which …*. */
const noMore = "(?!\\s+(?:of|in\\s+which|on\\s+which|when|that|with|where|for\\s+which)\\b|['’-])";
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
      return steps === undefined ? undefined : `since ${iso(moved(today, unitOf(of), -steps))}`;
    },
  },
  {
    // in the next 2 weeks
    pattern: rule(`(?:${around}\\s+)?(?:the\\s+)?(?:next|coming)\\s+${number}\\s+${unit}s?`),
    say: ([count, of], today) => {
      const steps = countOf(count);
      if (steps === undefined) return undefined;
      return `from ${iso(today)} to ${iso(moved(today, unitOf(of), steps))}`;
    },
  },
  {
    // more than 2 years ago
    pattern: rule(
      `(?:(more|over|longer|less|earlier|at\\s+least)\\s+(?:than\\s+)?)?${number}\\s+${unit}s?\\s+ago`,
    ),
    say: ([than, count, of], today) => {
      const steps = countOf(count);
      if (steps === undefined) return undefined;
      const day = iso(moved(today, unitOf(of), -steps));
      if (than === undefined) return unitOf(of) === 'day' ? `on ${day}` : undefined;
      return `${/less/i.test(than) ? 'since' : 'before'} ${day}`;
    },
  },
  {
    // in the past year
    pattern: rule(`(?:${around}\\s+)?(?:the\\s+)?past\\s+${unit}`),
    say: ([of], today) => `since ${iso(moved(today, unitOf(of), -1))}`,
  },
  {
    // last year, since last year
    pattern: rule(
      `(?:${ahead}\\s+|${around}\\s+)?(?:the\\s+)?(last|previous|this|current|next|coming)\\s+(week|month|quarter|year)`,
    ),
    say: ([preposition, which, of], today) => {
      const steps = /last|previous/i.test(which!) ? -1 : /next|coming/i.test(which!) ? 1 : 0;
      return calendar(moved(start(today, unitOf(of)), unitOf(of), steps), unitOf(of), preposition);
    },
  },
  {
    pattern: rule(`(?:${ahead}\\s+|${around}\\s+)?(today|yesterday|tomorrow)`),
    say: ([preposition, which], today) => {
      const step = { today: 0, yesterday: -1, tomorrow: 1 }[which!.toLowerCase()]!;
      return `${preposition ?? 'on'} ${iso(today + step)}`;
    },
  },
];

function rule(text: string): RegExp {
  return new RegExp(`(?<![\\w-])${text}\\b${noMore}`, 'gi');
}

/**
 * The question with dates in place of what is counted from today: *in the last 30 days* is *since 2026-10-31*, *last year* is *in 2025*,
 * *yesterday* a day. The last 30 days are those before today and today; last week, month, quarter and year are those of the calendar, weeks
 * from Monday. Left alone are times of which a question has several, that are compared, and hours.
 *
 * @param now - the day of it counts in UTC, as that of `now` of the logical form
 */
export function withDatesSaid(question: string, now: Date): DatedQuestion {
  if (otherwise.test(question)) return { text: question };
  const today = Math.floor(now.getTime() / 86_400_000);
  const found: { readonly start: number; readonly said: string; readonly date: string }[] = [];
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
  if (one === undefined || more.length > 0) return { text: question };
  const { start: place, said, date } = one;
  const date1 = place === 0 ? `${date[0]!.toUpperCase()}${date.slice(1)}` : date;
  return {
    text: `${question.slice(0, place)}${date1}${question.slice(place + said.length)}`,
    note: `“${said}” is read as “${date}”: today is ${iso(today)} (UTC).`,
  };
}

function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^a\s+couple\s+of$/i.test(text)) return 2;
  const count = /^an?$/i.test(text) ? 1 : numberOf(text);
  return count !== undefined && Number.isInteger(count) && count > 0 ? count : undefined;
}

function unitOf(text: string | undefined): Unit {
  return text!.toLowerCase() as Unit;
}

/** A week, month, quarter or year that begins on a day, as a question says it. */
function calendar(first: Day, of: Unit, preposition: string | undefined): string {
  const [year, month] = iso(first).split('-');
  switch (of) {
    case 'year':
      return `${preposition ?? 'in'} ${year}`;
    case 'quarter':
      return `${preposition ?? 'in'} Q${Math.ceil(Number(month) / 3)} ${year}`;
    case 'month':
      return `${preposition ?? 'in'} ${months[Number(month) - 1]} ${year}`;
    case 'week':
    case 'day':
      if (preposition === undefined) return `from ${iso(first)} to ${iso(first + 6)}`;
      return `${preposition} ${iso(/after|until|till|by/i.test(preposition) ? first + 6 : first)}`;
  }
}

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** The first day of the unit that a day lies in. */
function start(day: Day, of: Unit): Day {
  const date = new Date(day * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (of) {
    case 'day':
      return day;
    case 'week':
      return day - ((date.getUTCDay() + 6) % 7);
    case 'month':
      return Date.UTC(year, month, 1) / 86_400_000;
    case 'quarter':
      return Date.UTC(year, month - (month % 3), 1) / 86_400_000;
    case 'year':
      return Date.UTC(year, 0, 1) / 86_400_000;
  }
}

/** A day so many units on; one that the month reached lacks becomes its last. */
function moved(day: Day, of: Unit, steps: number): Day {
  if (of === 'day') return day + steps;
  if (of === 'week') return day + 7 * steps;
  const date = new Date(day * 86_400_000);
  const count = steps * { month: 1, quarter: 3, year: 12 }[of];
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 86_400_000;
}

function iso(day: Day): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
