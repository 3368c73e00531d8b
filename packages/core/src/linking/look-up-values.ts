import { MoMQError } from '@momq/dialect';
import type { Database, Value } from '@momq/dialect';
import { foldText } from './fold-text.js';
import { splitQuestion } from './question-words.js';
import type { QuestionWord } from './question-words.js';
import { isUnread } from './index-database.js';
import { createValueIndex, valueKey } from './value-index.js';
import type { FieldValues, ValueIndex } from './value-index.js';

/** Bounds of {@link lookUpValues}. */
export interface LookUpOptions {
  /** Fields that are asked at most; default 16. */
  readonly maxFields?: number;
  /** Milliseconds for all look-ups; default 3000. */
  readonly totalMs?: number;
  /** Milliseconds of them for fields that are outdated only; default 500. */
  readonly outdatedMs?: number;
  readonly signal?: AbortSignal;
}

/** Words of a span that is looked up, at most. */
const maxSpanWords = 4;
/** Spellings read per field. */
const maxSpellings = 50;

/** Fields, views without end for example, that took more time than there was for all; they would do so for every question. */
const tooSlow = new WeakSet<FieldValues>();

/**
 * The index with what the engine finds beyond it: fields with more values than were indexed, and fields whose values may be
 * others since, are asked for those that equal words of the question. A field that does not answer in time stays as it is, and is not asked again.
 */
export async function lookUpValues(
  question: string,
  index: ValueIndex,
  database: Database,
  { maxFields = 16, totalMs = 3000, outdatedMs = 500, signal }: LookUpOptions = {},
): Promise<ValueIndex> {
  const texts = index.fields.filter(({ type }) => type === 'text');
  const cut = texts.filter(({ complete, values }) => !complete && values.length > 0);
  const outdated = texts.filter((field) => field.outdated === true);
  const equalTo = spansOf(question, splitQuestion(question));
  if (cut.length + outdated.length === 0 || equalTo.length === 0) return index;
  const end = performance.now() + totalMs;
  const found: FieldValues[] = [];
  await readAll(cut.slice(0, maxFields), end);
  await readAll(
    outdated.slice(0, Math.max(0, maxFields - cut.length)),
    Math.min(end, performance.now() + outdatedMs),
  );
  if (found.length === 0) return index;
  const beyond = createValueIndex(found);
  return { ...index, lookup: (key) => [...index.lookup(key), ...beyond.lookup(key)] };

  async function readAll(fields: readonly FieldValues[], deadline: number): Promise<void> {
    for (const field of fields) {
      if (tooSlow.has(field)) continue;
      const timeoutMs = Math.floor(deadline - performance.now());
      if (timeoutMs < 1) return;
      const values = await read(field, timeoutMs);
      const known = new Set(field.values);
      const fresh = values.filter(
        (value): value is string => typeof value === 'string' && !known.has(value),
      );
      if (fresh.length > 0) found.push({ ...field, values: fresh });
    }
  }

  async function read(asked: FieldValues, timeoutMs: number): Promise<readonly Value[]> {
    try {
      return await database.values(asked.entity, asked.field, {
        limit: maxSpellings,
        equalTo,
        timeoutMs,
        ...(signal !== undefined && { signal }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      if (!isUnread(error)) throw error;
      if (timeoutMs > totalMs / 2 && MoMQError.isInstance(error) && error.code === 'QUERY_TIMEOUT')
        tooSlow.add(asked);
      return [];
    }
  }
}

/** The spellings that a field holds of a text, whatever its case and accents. */
export function spellingsOf(
  text: string,
  words: readonly QuestionWord[],
  index: ValueIndex,
  place: { readonly entity: string; readonly field: string },
): string[] {
  const folded = foldText(text);
  const spellings = index
    .lookup(valueKey(words))
    .filter(({ entity, field }) => entity === place.entity && field === place.field)
    .map(({ value }) => value)
    .filter((value): value is string => typeof value === 'string' && foldText(value) === folded);
  return [...new Set(spellings)];
}

/** Pieces of the question that may be a cell, as they are spelled; single words of one or two letters are none. */
function spansOf(question: string, words: readonly QuestionWord[]): string[] {
  const spans = new Set<string>();
  for (let length = 1; length <= maxSpanWords; length++)
    for (let first = 0; first + length <= words.length; first++) {
      const [start, last] = [words[first]!, words[first + length - 1]!];
      if (![start, last].every(({ text }) => /^[\p{L}\p{N}]/u.test(text))) continue;
      const span = question.slice(start.start, last.end);
      if (length > 1 || span.length > 2) spans.add(span);
    }
  return [...spans];
}
