import type { DatabaseSchema, FieldType } from '@momq/dialect';
import type { QueryItem } from '../logical/query-items.js';
import { findDates } from './date-spans.js';
import { foldText } from './fold-text.js';
import { numberOf } from './number-words.js';
import type { QuestionWord } from './question-words.js';
import { valueKey } from './value-index.js';
import type { ValueIndex, ValueOccurrence } from './value-index.js';

/** A value that a query may compare with, and why it is a candidate. */
export interface ValueCandidate {
  readonly item: Extract<QueryItem, { kind: 'value' }>;
  /**
   * `number`: a number of the question; `quoted`: text in quotes; `cell`: question words equal to a cell; `date`: a date, as ISO text;
   * `name`: a run of capitalised words, or the word after `letter`, `word`, …; `category`: a value of a field with few distinct values.
   */
  readonly origin: 'number' | 'quoted' | 'cell' | 'date' | 'name' | 'category';
  /** First and last + 1 question word of the span; absent for `category`. */
  readonly span?: readonly [first: number, end: number];
}

const maxSpanWords = 8;
const maxCategories = 5;
const maxCategoryLength = 24;
const maxCandidates = 48;

const stopWords = new Set(
  'a an the of in on at to for and or is are was were be been with by from what which who how many much all each every than that this these those their its it has have had do does did not no as name list show find give me id'.split(
    ' ',
  ),
);

/** Stems after which a question spells out a piece of text: `the letter a`, `containing the word you`. */
const spellingWords = new Set([
  'letter',
  'word',
  'string',
  'substr',
  'substring',
  'phrase',
  'prefix',
  'suffix',
  'charact',
  'initi',
]);

/**
 * Finds the values that a question may mean.
 *
 * Order: quoted spans, spans equal to cells (longest first), dates, numbers, names, categories; equal values are merged.
 *
 * @param question - the text from which `words` come
 */
export function findValueCandidates(
  question: string,
  words: readonly QuestionWord[],
  index: ValueIndex,
  schema: DatabaseSchema,
): ValueCandidate[] {
  const candidates = new CandidateSet();
  const cells = cellSpans(words, index);
  const textOf = ([first, end]: readonly [number, number]): string =>
    question.slice(words[first]!.start, words[end - 1]!.end);
  for (const span of quotedSpans(question, words)) {
    const text = textOf(span);
    const occurrences = index.lookup(valueKey(words.slice(...span)));
    for (const [value, fields] of groupByValue(occurrences, text))
      candidates.add(value, fields, 'quoted', span);
    if (occurrences.length === 0) candidates.add(text, [], 'quoted', span);
  }
  for (const { span, occurrences } of cells)
    for (const [value, fields] of groupByValue(occurrences, textOf(span)))
      candidates.add(value, fields, 'cell', span);
  for (const { value, start, end } of findDates(question)) {
    const span = wordsWithin(words, start, end);
    if (span !== undefined) candidates.add(value, textOccurrences(index, value), 'date', span);
  }
  words.forEach((word, position) => {
    const number = numberOf(word.text);
    if (number !== undefined)
      candidates.add(number, numericOccurrences(index, number), 'number', [position, position + 1]);
  });
  for (const span of capitalisedRuns(words)) {
    const covered = cells.some((cell) => cell.span[0] <= span[0] && cell.span[1] >= span[1]);
    if (!covered) candidates.add(textOf(span), [], 'name', span);
  }
  words.forEach((word, position) => {
    const named = words[position + 1];
    if (named !== undefined && spellingWords.has(word.stem) && /^[\p{L}\p{N}]/u.test(named.text))
      candidates.add(named.text, [], 'name', [position + 1, position + 2]);
  });
  for (const { entity, field, type, values, complete } of index.fields) {
    if (!complete || values.length > maxCategories || !isCategorical(type)) continue;
    if (!schema.entities.some((candidate) => candidate.name === entity)) continue;
    for (const value of values)
      if (typeof value === 'string' && value !== '' && value.length <= maxCategoryLength)
        candidates.add(value, [{ entity, field }], 'category');
  }
  return candidates.list(maxCandidates);
}

function isCategorical(type: FieldType): boolean {
  return type === 'text' || type === 'other' || type === 'boolean';
}

function numericOccurrences(
  index: ValueIndex,
  number: number,
): { entity: string; field: string }[] {
  return index.fields
    .filter(({ values }) => values.includes(number))
    .map(({ entity, field }) => ({ entity, field }));
}

function textOccurrences(index: ValueIndex, text: string): { entity: string; field: string }[] {
  return index.fields
    .filter(({ values }) => values.includes(text))
    .map(({ entity, field }) => ({ entity, field }));
}

/** Longest spans first; a shorter span inside a longer match counts only if it is found in another field. */
function cellSpans(words: readonly QuestionWord[], index: ValueIndex) {
  const found: { span: readonly [number, number]; occurrences: readonly ValueOccurrence[] }[] = [];
  for (let length = Math.min(maxSpanWords, words.length); length > 0; length--) {
    for (let first = 0; first + length <= words.length; first++) {
      const span = words.slice(first, first + length);
      if (
        length === 1 &&
        (stopWords.has(span[0]!.text.toLowerCase()) || !/[\p{L}\p{N}]/u.test(span[0]!.text))
      )
        continue;
      const occurrences = index.lookup(valueKey(span));
      if (occurrences.length === 0) continue;
      const inside = found.some(
        (longer) => longer.span[0] <= first && longer.span[1] >= first + length,
      );
      if (!inside) found.push({ span: [first, first + length], occurrences });
    }
  }
  return found;
}

/** One value per text, whatever its case and accents: as the question spells it where a cell does, else as the first cell does. */
function groupByValue(
  occurrences: readonly ValueOccurrence[],
  asked: string,
): Map<string | number, { entity: string; field: string }[]> {
  const spellings = new Map<string, string | number>();
  for (const { value } of occurrences) {
    const folded = foldText(String(value));
    if (!spellings.has(folded) || value === asked) spellings.set(folded, value);
  }
  const groups = new Map<string | number, { entity: string; field: string }[]>();
  for (const { value, entity, field } of occurrences) {
    const spelling = spellings.get(foldText(String(value)))!;
    const fields = groups.get(spelling) ?? [];
    if (!fields.some((other) => other.entity === entity && other.field === field))
      fields.push({ entity, field });
    groups.set(spelling, fields);
  }
  return groups;
}

function quotedSpans(
  question: string,
  words: readonly QuestionWord[],
): (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  for (const match of question.matchAll(
    /"([^"]+)"|“([^”]+)”|(?<![\p{L}\p{N}])['‘`]([^'’`]+)['’`](?![\p{L}])/gu,
  )) {
    const start = match.index + 1;
    const end = match.index + match[0].length - 1;
    const span = wordsWithin(words, start, end);
    if (span !== undefined) spans.push(span);
  }
  return spans;
}

function wordsWithin(
  words: readonly QuestionWord[],
  start: number,
  end: number,
): readonly [number, number] | undefined {
  const first = words.findIndex((word) => word.start >= start);
  const last = words.findLastIndex((word) => word.end <= end);
  return first !== -1 && last >= first ? [first, last + 1] : undefined;
}

function capitalisedRuns(words: readonly QuestionWord[]): (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = [];
  let first = -1;
  for (let position = 1; position <= words.length; position++) {
    const capital = position < words.length && /^\p{Lu}/u.test(words[position]!.text);
    if (capital && first === -1) first = position;
    if (!capital && first !== -1) {
      runs.push([first, position]);
      first = -1;
    }
  }
  return runs;
}

class CandidateSet {
  readonly #byKey = new Map<string, ValueCandidate>();

  add(
    value: string | number,
    fields: readonly { entity: string; field: string }[],
    origin: ValueCandidate['origin'],
    span?: readonly [number, number],
  ): void {
    const key = `${typeof value}:${value}`;
    const known = this.#byKey.get(key);
    const merged = [...(known?.item.fields ?? [])];
    for (const place of fields)
      if (!merged.some((other) => other.entity === place.entity && other.field === place.field))
        merged.push(place);
    const kept = known?.span ?? span;
    this.#byKey.set(key, {
      item: { kind: 'value', value, fields: merged },
      origin: known?.origin ?? origin,
      ...(kept === undefined ? {} : { span: kept }),
    });
  }

  list(limit: number): ValueCandidate[] {
    return [...this.#byKey.values()].slice(0, limit);
  }
}
