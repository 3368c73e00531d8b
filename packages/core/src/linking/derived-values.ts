import type { DatabaseSchema } from '@momq/dialect';
import { numberOf } from './number-words.js';
import { namedPeriods } from './period-phrases.js';
import { splitName } from './split-name.js';
import type { QuestionWord } from './question-words.js';

/** A constant that a question does not spell, but that follows from what it says. */
export interface DerivedValue {
  readonly value: string | number;
  /** First and last + 1 question word that say it. */
  readonly span: readonly [first: number, end: number];
}

const durations = new Set(['year', 'month', 'week', 'dai', 'hour', 'minut', 'second', 'quarter']);
const centNames = /^(cents?|ct|pence|pennies)$/;

/**
 * Numbers that a query needs where the question says another: the hour of *18:00* and *6 pm*, cents for whole units where the
 * database counts cents, and the step back of *in the last 30 days*.
 */
export function derivedNumbers(
  words: readonly QuestionWord[],
  schema: DatabaseSchema,
): DerivedValue[] {
  const inCents = countsCents(schema);
  return words.flatMap((word, place): DerivedValue[] => {
    const hour = hourOf(word.text, words[place + 1]?.text);
    if (hour !== undefined) return [{ value: hour, span: [place, place + 1] }];
    const number = numberOf(word.text);
    if (number === undefined) return [];
    const next = words[place + 1];
    if (next !== undefined && durations.has(next.stem) && Number.isInteger(number) && number > 0)
      return [{ value: -number, span: [place, place + 1] }];
    const isYear = /^(?:199\d|20[0-4]\d)$/.test(word.text) && number !== 2000;
    return inCents && !isYear
      ? [{ value: Math.round(number * 100), span: [place, place + 1] }]
      : [];
  });
}

/**
 * First day, and day after the last, of the months, quarters, halves and decades that a question names; years and days are said otherwise.
 *
 * @param words - of `splitQuestion(question)`
 */
export function derivedDates(question: string, words: readonly QuestionWord[]): DerivedValue[] {
  return namedPeriods(question).flatMap(({ unit, first, next, start, end }): DerivedValue[] => {
    if (unit === 'day' || /^\d{4}$/.test(question.slice(start, end))) return [];
    const begin = words.findIndex((word) => word.end > start);
    const last = words.findLastIndex((word) => word.start < end);
    const span = [begin, last + 1] as const;
    return [
      { value: first, span },
      { value: next, span },
    ];
  });
}

function hourOf(text: string, next: string | undefined): number | undefined {
  const clock = /^([01]?\d|2[0-3]):[0-5]\d$/.exec(text);
  if (clock !== null) return Number(clock[1]);
  const half = /^([ap])m$/i.exec(next ?? '');
  if (half === null || !/^(?:[1-9]|1[0-2])$/.test(text)) return undefined;
  return (Number(text) % 12) + (half[1]!.toLowerCase() === 'p' ? 12 : 0);
}

function countsCents(schema: DatabaseSchema): boolean {
  return schema.entities.some(({ fields }) =>
    fields.some(
      ({ name, type }) =>
        type === 'integer' && splitName(name).some((part) => centNames.test(part.toLowerCase())),
    ),
  );
}
