import { nameStems } from './name-stems.js';
import type { QueryItem } from '../logical/query-items.js';
import type { DatabaseSchema } from '@momq/dialect';
import { splitQuestion } from './question-words.js';
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

/** Name words of an item, as it is read in its question: what is encoded as text. */
export function itemWords(item: QueryItem): string[] {
  switch (item.kind) {
    case 'entity':
      return splitName(item.text ?? item.entity);
    case 'field':
      return splitName(item.text ?? item.field);
    case 'link':
      return splitName(item.link);
    case 'value':
      return [item.text ?? String(item.value)];
  }
}

/** Schema items in the order entities, fields, links. */
export function schemaItems(schema: DatabaseSchema): QueryItem[] {
  return [
    ...schema.entities.map(({ name, aliases }): QueryItem => ({
      kind: 'entity',
      entity: name,
      ...spoken(aliases),
    })),
    ...schema.entities.flatMap(({ name, fields }) =>
      fields.map((field): QueryItem => ({
        kind: 'field',
        entity: name,
        field: field.name,
        ...spoken(field.aliases),
      })),
    ),
    ...schema.links.map(({ name }): QueryItem => ({ kind: 'link', link: name })),
  ];
}

function spoken(aliases: readonly string[] = []): { aliases?: readonly string[] } {
  return aliases.length === 0 ? {} : { aliases };
}

/**
 * Links a question to a database: splits it, finds value candidates, and matches names and aliases by stem.
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
  const items: QueryItem[] = [
    ...schemaPart.map((item) => asSpoken(item, words)),
    ...candidates.map(({ item }) => item),
  ];
  const matches = new Uint8Array(items.length * words.length);
  items.forEach((item, row) => {
    if (item.kind === 'value') {
      const span = candidates[row - schemaPart.length]?.span;
      if (span !== undefined)
        matches.fill(matchKinds.value, row * words.length + span[0], row * words.length + span[1]);
    } else {
      const ofItem = matches.subarray(row * words.length, (row + 1) * words.length);
      for (const name of namesOf(item)) matchName(nameStems(name), words, ofItem);
    }
  });
  return { question, words, items, candidates, matches };
}

/** All names of an item: what is compared with the question. Aliases come first, since they are how people call it. */
function namesOf(item: QueryItem): string[] {
  switch (item.kind) {
    case 'entity':
      return [...(item.aliases ?? []), item.entity];
    case 'field':
      return [...(item.aliases ?? []), item.field];
    case 'link':
      return [item.link];
    case 'value':
      return [];
  }
}

/** The item with the name that fits the question best; without a fitting one the first alias. */
function asSpoken(item: QueryItem, words: readonly QuestionWord[]): QueryItem {
  if ((item.kind !== 'entity' && item.kind !== 'field') || item.aliases === undefined) return item;
  let [text, best] = [item.aliases[0] ?? '', 0];
  for (const name of namesOf(item)) {
    const stems = nameStems(name);
    const row = new Uint8Array(words.length);
    matchName(stems, words, row);
    const fit = row.includes(matchKinds.exact)
      ? 2 * stems.length
      : Number(row.includes(matchKinds.partial));
    if (fit > best) [text, best] = [name, fit];
  }
  return { ...item, text };
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
