import type { DatabaseSchema, FieldType } from '@momq/dialect';
import type { QueryItem } from '../logical/query-items.js';
import { findDates } from './date-spans.js';
import { derivedDates, derivedNumbers } from './derived-values.js';
import { foldText } from './fold-text.js';
import { numberOf } from './number-words.js';
import type { QuestionWord } from './question-words.js';
import { quotedTexts } from './quoted-texts.js';
import { valueKey } from './value-index.js';
import type { ValueIndex, ValueOccurrence } from './value-index.js';
import { codeOf, withMeanings } from './value-meanings.js';

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

/** Words that are no value in lower case, though `Per` and `Will` may be somebody's name. */
const smallWords = new Set(
  'per will can may but if so also then over under between after before most least more less any only there still yet ever never we you'.split(
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
 * Order: quoted spans, spans equal to cells (longest first), dates, numbers, what follows from these (hours, cents, ends of
 * periods), names, categories; equal values are merged.
 *
 * @param question - the text from which `words` come
 */
export function findValueCandidates(
  question: string,
  words: readonly QuestionWord[],
  cellIndex: ValueIndex,
  schema: DatabaseSchema,
): ValueCandidate[] {
  const index = withMeanings(cellIndex, schema);
  const candidates = new CandidateSet();
  const cells = cellSpans(words, index);
  const textOf = ([first, end]: readonly [number, number]): string =>
    question.slice(words[first]!.start, words[end - 1]!.end);
  for (const span of quotedSpans(question, words)) {
    const text = textOf(span);
    const occurrences = index.lookup(valueKey(words.slice(...span)));
    for (const found of groupByValue(occurrences, text)) candidates.add(found, 'quoted', span);
    if (occurrences.length === 0) candidates.add({ value: text, fields: [] }, 'quoted', span);
  }
  for (const { span, occurrences } of cells)
    for (const found of groupByValue(occurrences, textOf(span)))
      candidates.add(found, 'cell', span);
  for (const { value, start, end } of findDates(question)) {
    const span = wordsWithin(words, start, end);
    if (span !== undefined)
      candidates.add({ value, fields: textOccurrences(index, value) }, 'date', span);
  }
  words.forEach((word, position) => {
    const number = numberOf(word.text);
    if (number !== undefined)
      candidates.add({ value: number, fields: numericOccurrences(index, number) }, 'number', [
        position,
        position + 1,
      ]);
  });
  for (const { value, span } of derivedNumbers(words, schema))
    candidates.add({ value, fields: [] }, 'number', span);
  for (const { value, span } of derivedDates(question, words))
    candidates.add({ value, fields: textOccurrences(index, String(value)) }, 'date', span);
  for (const span of capitalisedRuns(words)) {
    const covered = cells.some((cell) => cell.span[0] <= span[0] && cell.span[1] >= span[1]);
    if (!covered) candidates.add({ value: textOf(span), fields: [] }, 'name', span);
  }
  words.forEach((word, position) => {
    const named = words[position + 1];
    if (named !== undefined && spellingWords.has(word.stem) && /^[\p{L}\p{N}]/u.test(named.text))
      candidates.add({ value: named.text, fields: [] }, 'name', [position + 1, position + 2]);
  });
  for (const { entity, field, type, values, complete } of index.fields) {
    const meanings = schema.entities
      .find((candidate) => candidate.name === entity)
      ?.fields.find((candidate) => candidate.name === field)?.meanings;
    if (meanings !== undefined && meanings.length <= maxCategories)
      for (const meaning of meanings)
        candidates.add(
          { value: codeOf(meaning), fields: [{ entity, field }], text: meaning.names[0]! },
          'category',
        );
    if (meanings !== undefined || !complete) continue;
    if (values.length > maxCategories || !isCategorical(type)) continue;
    if (!schema.entities.some((candidate) => candidate.name === entity)) continue;
    for (const value of values)
      if (typeof value === 'string' && value !== '' && value.length <= maxCategoryLength)
        candidates.add({ value, fields: [{ entity, field }] }, 'category');
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
        (stopWords.has(span[0]!.text.toLowerCase()) ||
          smallWords.has(span[0]!.text) ||
          !/[\p{L}\p{N}]/u.test(span[0]!.text))
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

/** A value, the fields that hold it, and what it stands for. */
type FoundValue = Omit<ValueCandidate['item'], 'kind'>;

/** One value per text, whatever its case and accents: as the question spells it where a cell does, else as the first cell does. */
function groupByValue(occurrences: readonly ValueOccurrence[], asked: string): FoundValue[] {
  const spellings = new Map<string, string | number>();
  for (const occurrence of occurrences) {
    const key = groupKey(occurrence);
    if (!spellings.has(key) || occurrence.value === asked) spellings.set(key, occurrence.value);
  }
  const groups = new Map<string, FoundValue>();
  for (const occurrence of occurrences) {
    const { entity, field, text } = occurrence;
    const key = groupKey(occurrence);
    const fields = groups.get(key)?.fields ?? [];
    const known = fields.some((other) => other.entity === entity && other.field === field);
    groups.set(key, {
      value: spellings.get(key)!,
      fields: known ? fields : [...fields, { entity, field }],
      ...(text !== undefined && { text }),
    });
  }
  return [...groups.values()];
}

/** Codes stay apart from cells of the same spelling, and codes of different meanings too. */
function groupKey({ value, text }: ValueOccurrence): string {
  return text === undefined ? foldText(String(value)) : `${String(value)}\u0000${text}`;
}

function quotedSpans(
  question: string,
  words: readonly QuestionWord[],
): (readonly [number, number])[] {
  return quotedTexts(question).flatMap(({ start, end }) => {
    const span = wordsWithin(words, start, end);
    return span === undefined ? [] : [span];
  });
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
    { value, fields, text }: FoundValue,
    origin: ValueCandidate['origin'],
    span?: readonly [number, number],
  ): void {
    const key = `${typeof value}:${value}${text === undefined ? '' : `\u0000${text}`}`;
    const known = this.#byKey.get(key);
    const merged = [...(known?.item.fields ?? [])];
    for (const place of fields)
      if (!merged.some((other) => other.entity === place.entity && other.field === place.field))
        merged.push(place);
    const kept = known?.span ?? span;
    this.#byKey.set(key, {
      item: { kind: 'value', value, fields: merged, ...(text !== undefined && { text }) },
      origin: known?.origin ?? origin,
      ...(kept === undefined ? {} : { span: kept }),
    });
  }

  list(limit: number): ValueCandidate[] {
    return [...this.#byKey.values()].slice(0, limit);
  }
}
