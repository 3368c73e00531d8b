import type { QueryItem } from '../logical/query-items.js';
import type { DatabaseSchema } from '@momq/dialect';
import { splitQuestion, stemOf } from './question-words.js';
import type { QuestionWord } from './question-words.js';
import { splitName } from './split-name.js';
import { findValueCandidates } from './value-candidates.js';
import type { ValueCandidate } from './value-candidates.js';
import type { ValueIndex } from './value-index.js';

/** How a question word and an item match: by the item's whole name, by a part of it, or by a cell value. */
export const matchKinds = { none: 0, partial: 1, exact: 2, value: 3 } as const;

/** A question, the items that its query may point at, and how they match. */
export interface LinkedQuestion {
  readonly question: string;
  readonly words: readonly QuestionWord[];
  /** Entities, fields, links, then values. */
  readonly items: readonly QueryItem[];
  /** Candidate behind each value item, in item order. */
  readonly candidates: readonly ValueCandidate[];
  /** One of {@link matchKinds} per item and word; row-major (items, words). */
  readonly matches: Uint8Array;
}

/** Name words of an item: what is compared with the question and encoded as text. */
export function itemWords(item: QueryItem): string[] {
  switch (item.kind) {
    case 'entity':
      return splitName(item.entity);
    case 'field':
      return splitName(item.field);
    case 'link':
      return splitName(item.link);
    case 'value':
      return [String(item.value)];
  }
}

/** Schema items in the order entities, fields, links. */
export function schemaItems(schema: DatabaseSchema): QueryItem[] {
  return [
    ...schema.entities.map(({ name }): QueryItem => ({ kind: 'entity', entity: name })),
    ...schema.entities.flatMap(({ name, fields }) =>
      fields.map((field): QueryItem => ({ kind: 'field', entity: name, field: field.name })),
    ),
    ...schema.links.map(({ name }): QueryItem => ({ kind: 'link', link: name })),
  ];
}

/**
 * Links a question to a database: splits it, finds value candidates, and matches names by stem.
 *
 * An item matches exactly when all words of its name follow each other in the question, partially when some do.
 */
export function linkQuestion(
  question: string,
  schema: DatabaseSchema,
  index: ValueIndex,
): LinkedQuestion {
  const words = splitQuestion(question);
  return linkItems(
    question,
    words,
    schemaItems(schema),
    findValueCandidates(question, words, index, schema),
  );
}

/**
 * The second half of {@link linkQuestion}, for items that were chosen elsewhere (a pruned or augmented schema).
 *
 * @param schemaPart - entities, fields and links; the candidates' items are appended
 */
export function linkItems(
  question: string,
  words: readonly QuestionWord[],
  schemaPart: readonly QueryItem[],
  candidates: readonly ValueCandidate[],
): LinkedQuestion {
  const items = [...schemaPart, ...candidates.map(({ item }): QueryItem => item)];
  const matches = new Uint8Array(items.length * words.length);
  items.forEach((item, row) => {
    if (item.kind === 'value') {
      const span = candidates[row - schemaPart.length]?.span;
      if (span !== undefined)
        matches.fill(matchKinds.value, row * words.length + span[0], row * words.length + span[1]);
    } else {
      matchName(
        nameStems(item),
        words,
        matches.subarray(row * words.length, (row + 1) * words.length),
      );
    }
  });
  return { question, words, items, candidates, matches };
}

const stemCache = new Map<string, readonly string[]>();

function nameStems(item: QueryItem): readonly string[] {
  const words = itemWords(item);
  const key = words.join(' ');
  let stems = stemCache.get(key);
  if (stems === undefined) {
    stems = words.map(stemOf);
    stemCache.set(key, stems);
  }
  return stems;
}

const tooCommon = new Set('id of the in a to and is on by for no'.split(' '));

function matchName(name: readonly string[], words: readonly QuestionWord[], row: Uint8Array): void {
  for (let position = 0; position < words.length; position++) {
    const exact = name.every((stem, offset) => words[position + offset]?.stem === stem);
    if (exact) row.fill(matchKinds.exact, position, position + name.length);
    else if (row[position] === matchKinds.none && isPartOf(words[position]!.stem, name))
      row[position] = matchKinds.partial;
  }
}

function isPartOf(stem: string, name: readonly string[]): boolean {
  if (tooCommon.has(stem) || !/\p{L}/u.test(stem)) return false;
  // Names often run words together (`lastname`, `petid`): a long enough word inside one counts as a part.
  return name.some(
    (part) =>
      part === stem || (stem.length >= 4 && part.length > stem.length && part.includes(stem)),
  );
}
