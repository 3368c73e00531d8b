import { findMonth, monthPattern } from './date-spans.js';
import { periodOf } from './date-periods.js';

/** A stretch of time that a question names: from a first day, to before a next one; absent: without that end. */
export interface PeriodPhrase {
  /** First day, ISO text. */
  readonly first?: string;
  /** The day after the last, ISO text. */
  readonly next?: string;
  /** Offsets in the question, UTF-16 code units, the words around the dates included. */
  readonly start: number;
  readonly end: number;
  /** The finest unit that is named. */
  readonly unit: 'day' | 'month' | 'quarter' | 'year';
}

/** A period as it is written. */
export interface NamedPeriod {
  readonly first: string;
  readonly next: string;
  readonly unit: PeriodPhrase['unit'];
  readonly start: number;
  readonly end: number;
}

const year = '([12]\\d{3})';
/** A year that stands alone, so that other numbers are none. */
const plainYear = '(1[5-9]\\d{2}|20\\d{2})';
const ordinals: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  final: 4,
  last: 4,
};
const ordinal = `(${Object.keys(ordinals).join('|')})`;

/** Patterns from the most to the least said; a piece of text belongs to the first that takes it. */
const patterns: readonly {
  readonly pattern: RegExp;
  readonly read: (
    groups: readonly (string | undefined)[],
  ) => Omit<NamedPeriod, 'start' | 'end'> | undefined;
}[] = [
  { pattern: /(?<![\d-])(\d{4}-\d{2}-\d{2})(?![\d-]|[ T]\d{2}:)/g, read: ([day]) => named(day) },
  {
    pattern: new RegExp(`\\b${monthPattern}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+${year}\\b`, 'gi'),
    read: ([name, day, inYear]) => named(isoText(inYear, findMonth(name), day)),
  },
  {
    pattern: new RegExp(
      `\\b(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?\\s+${monthPattern},?\\s+${year}\\b`,
      'gi',
    ),
    read: ([day, name, inYear]) => named(isoText(inYear, findMonth(name), day)),
  },
  {
    pattern: new RegExp(
      `\\b${monthPattern},?\\s+(?:of\\s+|in\\s+)?(?:the\\s+year\\s+)?${year}\\b`,
      'gi',
    ),
    read: ([name, inYear]) => named(isoText(inYear, findMonth(name))),
  },
  { pattern: /(?<![\d-])([12]\d{3}-(?:0[1-9]|1[0-2]))(?![\d-])/g, read: ([month]) => named(month) },
  {
    pattern: new RegExp(`\\bQ([1-4])(?:\\s+of|,)?\\s*(?:the\\s+year\\s+)?${year}\\b`, 'gi'),
    read: ([part, inYear]) => months(inYear, (Number(part) - 1) * 3, 3),
  },
  {
    pattern: new RegExp(`\\b${year}[\\s-]*Q([1-4])\\b`, 'gi'),
    read: ([inYear, part]) => months(inYear, (Number(part) - 1) * 3, 3),
  },
  {
    pattern: new RegExp(
      `\\b${ordinal}\\s+quarter(?:\\s+(?:of|in))?\\s+(?:the\\s+year\\s+)?${year}\\b`,
      'gi',
    ),
    read: ([part, inYear]) => months(inYear, (ordinals[part!.toLowerCase()]! - 1) * 3, 3),
  },
  {
    pattern: new RegExp(
      `\\b(first|second|last|1st|2nd)\\s+half\\s+of\\s+(?:the\\s+year\\s+)?${year}\\b`,
      'gi',
    ),
    read: ([part, inYear]) => months(inYear, /first|1st/i.test(part!) ? 0 : 6, 6),
  },
  {
    pattern: new RegExp(`\\bH([12])\\s+(?:of\\s+)?${year}\\b`, 'gi'),
    read: ([part, inYear]) => months(inYear, (Number(part) - 1) * 6, 6),
  },
  {
    pattern: /\b([12]\d{2})0'?s\b/g,
    read: ([decade]) => between(`${decade}0-01-01`, `${Number(decade) + 1}0-01-01`, 'year'),
  },
  {
    pattern: new RegExp(
      `(?<=\\b(?:in|during|since|before|after|until|till|from|to|by|between|and|through|throughout|year|years|later than|earlier than|prior to|for|of|or|-)\\s+(?:the\\s+(?:start|beginning|end)\\s+of\\s+|the\\s+year\\s+)?)${plainYear}\\b(?![-./:,]\\d|\\s*%)`,
      'gi',
    ),
    read: ([inYear]) => named(inYear),
  },
];

/**
 * Finds the stretches of time that a question names by days, months, quarters, halves, years and decades, alone (*in May 2023*), with
 * one end (*since 2022*, *before 2023-05-01*) or with two (*between Q1 2022 and Q3 2022*).
 */
export function findPeriods(question: string): PeriodPhrase[] {
  const found = namedPeriods(question);
  found.push(...found.flatMap((one) => sharingYear(question, one) ?? []));
  found.sort((a, b) => a.start - b.start);
  const phrases: PeriodPhrase[] = [];
  for (let place = 0; place < found.length; place++) {
    const [one, next] = [found[place]!, found[place + 1]];
    const both = next && range(question, one, next);
    phrases.push(both ?? openEnded(question, one));
    if (both !== undefined) place++;
  }
  return phrases;
}

/** Days, months, quarters, halves, years and decades where a question names them; none overlaps another. */
export function namedPeriods(question: string): NamedPeriod[] {
  const found: NamedPeriod[] = [];
  for (const { pattern, read } of patterns)
    for (const match of question.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const period = read(match.slice(1));
      if (period !== undefined && !isOfNumbers(question, start, end))
        found.push({ ...period, start, end });
    }
  return found;
}

const otherNumber = new RegExp(
  `^\\s*(?:and|to|-|–)\\s*(\\d[\\d.,]*)(?![\\d/-]|st|nd|rd|th|\\s+(?:of\\s+)?${monthPattern}\\b)`,
  'i',
);

/** True for the end of a range whose other end is a number that is no year: `between 1500 and 2500`, `from 500 to 2000`. */
function isOfNumbers(question: string, start: number, end: number): boolean {
  const text = question.slice(start, end);
  if (!/^\d{4}$/.test(text)) return false;
  const low = /\b(?:between|from)\s+(\d[\d.,]*)\s*(?:and|to|-|–)\s*$/i.exec(
    question.slice(0, start),
  );
  const opened = /\b(?:between|from)\s+$/i.test(question.slice(0, start));
  const high = opened ? otherNumber.exec(question.slice(end)) : undefined;
  return [low, high].some((match) => {
    const partner = match?.[1]?.replace(/[.,]$/, '');
    return partner !== undefined && !new RegExp(`^${plainYear}$`).test(partner);
  });
}

const withoutYear = new RegExp(
  `\\b(${[
    `${monthPattern}(?:\\s+\\d{1,2}(?:st|nd|rd|th)?)?`,
    `\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${monthPattern}`,
    'Q[1-4]',
    `${ordinal}\\s+quarter`,
  ].join('|')})\\s*,?\\s*(?:or|and|to|until|till|through|-|–)\\s*(?:the\\s+)?$`,
  'i',
);

/** What stands before another period and has its year: `May` of *May or June 2023*, `Q1` of *Q1 and Q2 2023*. */
function sharingYear(question: string, one: NamedPeriod): NamedPeriod | undefined {
  const match = one.unit === 'year' ? null : withoutYear.exec(question.slice(0, one.start));
  const text = match?.[1];
  const year = Number(/\d{4}/.exec(question.slice(one.start, one.end))?.[0]);
  if (match === null || text === undefined || !(year > 0)) return undefined;
  const inYear = (each: number): NamedPeriod | undefined => namedPeriods(`${text} ${each}`)[0];
  const same = inYear(year);
  // From November to February 2023 it begins in the year before.
  const period = same !== undefined && same.first > one.first ? inYear(year - 1) : same;
  return period && { ...period, start: match.index, end: match.index + text.length };
}

/** `between A and B`, `from A to B`. */
function range(question: string, low: NamedPeriod, high: NamedPeriod): PeriodPhrase | undefined {
  const before = question.slice(0, low.start);
  const within = question.slice(low.end, high.start);
  const opening = /\b(between|from)\s+(?:the\s+years?\s+|years?\s+)?$/i
    .exec(before)?.[1]
    ?.toLowerCase();
  const closing = /^\s*(and|to|until|till|through|-|–)\s*(?:the\s+years?\s+)?$/i
    .exec(within)?.[1]
    ?.toLowerCase();
  if (closing === undefined || (closing === 'and') !== (opening === 'between')) return undefined;
  const [first, last] = low.first <= high.first ? [low, high] : [high, low];
  return {
    first: first.first,
    next: last.next,
    unit: low.unit === high.unit ? low.unit : 'day',
    start: low.start,
    end: high.end,
  };
}

function openEnded(question: string, { first, next, unit, start, end }: NamedPeriod): PeriodPhrase {
  const before = question.slice(0, start).toLowerCase();
  const said = (words: string): boolean =>
    new RegExp(
      `\\b(?:${words})\\s+(?:the\\s+year\\s+|the\\s+end\\s+of\\s+|the\\s+start\\s+of\\s+|year\\s+)?$`,
    ).test(before);
  const around = { unit, start, end };
  const onwards = /^\s+(?:onwards?|on|and later|or later|or after)\b/i.test(question.slice(end));
  const backwards = /^\s+(?:or earlier|or before|and earlier)\b/i.test(question.slice(end));
  if (
    said(
      'on or after|since|starting|starting from|starting in|not before|no earlier than|not earlier than',
    ) ||
    onwards
  )
    return { first, ...around };
  if (
    said('on or before|until|till|up to|through|by|no later than|not later than|not after') ||
    backwards
  )
    return { next, ...around };
  if (said('after|later than|newer than|past')) return { first: next, ...around };
  if (said('before|earlier than|prior to|older than')) return { next: first, ...around };
  return { first, next, ...around };
}

function named(text: string | undefined): Omit<NamedPeriod, 'start' | 'end'> | undefined {
  const period = text === undefined ? undefined : periodOf(text);
  return period && { first: period.first, next: period.next, unit: period.unit };
}

function months(
  inYear: string | undefined,
  from: number,
  count: number,
): Omit<NamedPeriod, 'start' | 'end'> {
  const day = (month: number): string =>
    new Date(Date.UTC(Number(inYear), month, 1)).toISOString().slice(0, 10);
  return between(day(from), day(from + count), 'quarter');
}

function between(
  first: string,
  next: string,
  unit: PeriodPhrase['unit'],
): Omit<NamedPeriod, 'start' | 'end'> {
  return { first, next, unit };
}

function isoText(
  inYear: string | undefined,
  month: number | undefined,
  day?: string,
): string | undefined {
  if (inYear === undefined || month === undefined) return undefined;
  const text = `${inYear}-${String(month).padStart(2, '0')}`;
  return day === undefined ? text : `${text}-${day.padStart(2, '0')}`;
}
