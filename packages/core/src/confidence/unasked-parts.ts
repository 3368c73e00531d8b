import type { DatabaseSchema } from '@momq/dialect';
import { foldText } from '../linking/fold-text.js';
import { matchKinds } from '../linking/link-question.js';
import type { LinkedQuestion } from '../linking/link-question.js';
import { askedOperation } from './operation-words.js';
import { unaskedOperations } from './operations.js';
import { readItems } from './read-query.js';
import type { ReadQuery } from './read-query.js';
import { meansConstant, meansPart, nameStems } from './word-match.js';

/** What a query reads although no word of the question speaks of it. */
export interface UnaskedParts {
  /** Tables or labels. */
  readonly entities: number;
  /** Columns or properties; keys, which joins need, left out. */
  readonly fields: number;
  /** Constants; small numbers, which limits and counts need, left out. */
  readonly constants: number;
  /** Averages, superlatives, orders, negations, DISTINCT, whole rows. */
  readonly operations: number;
}

/** Counts what a query reads without being asked. */
export function unaskedParts(
  linked: LinkedQuestion,
  schema: DatabaseSchema,
  query: ReadQuery,
): UnaskedParts {
  const { words, items, matches } = linked;
  const isRead = readItems(linked, query);
  const keys = keysOf(schema);
  const isAsked = (name: string, row: number): boolean => {
    const own = matches.subarray(row * words.length, (row + 1) * words.length);
    if (own.some((kind) => kind !== matchKinds.none)) return true;
    const parts = nameStems(name);
    return words.some(({ stem }, place) =>
      parts.some((part) => meansPart(stem, words[place - 1]?.stem, part)),
    );
  };
  const entities = new Set<string>();
  const fields = new Map<string, boolean>();
  items.forEach((item, row) => {
    if (!isRead[row]) return;
    if (item.kind === 'entity' && !isAsked(item.entity, row)) entities.add(item.entity);
    // Columns of one name in several tables are one: the analysis of a query does not say whose it is.
    if (item.kind === 'field' && !keys.has(`${item.entity}.${item.field}`)) {
      const name = foldText(item.field);
      fields.set(name, (fields.get(name) ?? false) || isAsked(item.field, row));
    }
  });
  const constants = query.analysis.literals.filter(
    (value) =>
      !(typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 1) &&
      !words.some(({ text }) => meansConstant(text, String(value))),
  );
  return {
    entities: entities.size,
    fields: [...fields.values()].filter((asked) => !asked).length,
    constants: constants.length,
    operations: unaskedOperations(
      new Set(words.flatMap((_, place) => askedOperation(words, place) ?? [])),
      new Set(words.map(({ stem }) => stem)),
      query,
    ),
  };
}

function keysOf({ entities, links }: DatabaseSchema): ReadonlySet<string> {
  return new Set([
    ...entities.flatMap(({ name, fields }) =>
      fields.filter(({ primaryKey }) => primaryKey).map((field) => `${name}.${field.name}`),
    ),
    ...links.flatMap(({ from, to }) =>
      [from, to].flatMap(({ entity, fields }) => fields.map((field) => `${entity}.${field}`)),
    ),
  ]);
}
