import { matchKinds } from '../linking/link-question.js';
import type { LinkedQuestion } from '../linking/link-question.js';
import { askedOperation, roleOf } from './operation-words.js';
import { performs } from './operations.js';
import { readItems } from './read-query.js';
import type { ReadQuery } from './read-query.js';
import { meansConstant, meansPart, nameStems } from './word-match.js';

/** A word of a question that a query does not account for. */
export interface UnusedWord {
  /** As the question spells it. */
  readonly text: string;
  /** Offsets in the question, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /**
   * `name`: the database has something of this name, which the query does not read; `value`: it holds this value, which the query
   * does not compare with; `operation`: it asks for something to be done (an average, a negation) that the query does not do;
   * `unknown`: nothing in the database is called so.
   */
  readonly kind: 'name' | 'value' | 'operation' | 'unknown';
}

/** How a query uses the words of its question. */
export interface WordUse {
  /** Words about content, those that hold the sentence together left out. */
  readonly content: number;
  readonly unused: readonly UnusedWord[];
}

/**
 * Finds the content words of a question that a query leaves unused. A word is used when it matches a table, label, column
 * or property that the query reads (by linking, by stem, or as an everyday synonym), a constant that it compares with, or
 * an operation that it performs. It reads the query's text alone, so it serves every model and dialect.
 */
export function wordUse(linked: LinkedQuestion, query: ReadQuery): WordUse {
  const { words, items, matches } = linked;
  const { relations, columns, literals } = query.analysis;
  const isRead = readItems(linked, query);
  const parts = [...new Set([...relations, ...columns].flatMap(nameStems))];
  const constants = literals.map(String);

  const matchOf = (place: number): { read: boolean; named: boolean; best: number } => {
    let [read, named, best] = [false, false, matchKinds.none as number];
    items.forEach((_, row) => {
      const kind = matches[row * words.length + place]!;
      if (kind === matchKinds.none) return;
      best = Math.max(best, kind);
      named ||= kind === matchKinds.exact;
      read ||= isRead[row]!;
    });
    return { read, named, best };
  };
  const isUsed = (place: number): boolean =>
    parts.some((part) => meansPart(words[place]!.stem, words[place - 1]?.stem, part)) ||
    constants.some((constant) => meansConstant(words[place]!.text, constant));

  const unused: UnusedWord[] = [];
  let content = 0;
  words.forEach(({ stem, text, start, end }, place) => {
    const operation = askedOperation(words, place);
    const role = roleOf(stem);
    const { read, named, best } = matchOf(place);
    if (operation === undefined && (role === 'grammar' || (role === 'generic' && !named))) return;
    content += 1;
    if (read || isUsed(place)) return;
    if (operation !== undefined && !named) {
      if (!performs(operation, query)) unused.push({ text, start, end, kind: 'operation' });
      return;
    }
    const kind =
      best === matchKinds.value ? 'value' : best === matchKinds.none ? 'unknown' : 'name';
    unused.push({ text, start, end, kind });
  });
  return { content, unused };
}
