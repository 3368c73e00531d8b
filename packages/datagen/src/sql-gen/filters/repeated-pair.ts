import type { Family } from '@momq/dialect';
import { queryTokens } from '../seeds/query-tokens.js';

/** Finds pairs whose query or question was there before; of one database each. */
export class RepeatedPairs {
  readonly #queries = new Set<string>();
  readonly #questions = new Set<string>();

  /** What the pair repeats; what is new is remembered. */
  check(
    dbId: string,
    question: string,
    query: string,
    family: Family,
  ): 'query' | 'question' | undefined {
    const queryKey = `${dbId}\n${normalQuery(query, family)}`;
    if (this.#queries.has(queryKey)) return 'query';
    const questionKey = `${dbId}\n${normalQuestion(question)}`;
    if (this.#questions.has(questionKey)) return 'question';
    this.#queries.add(queryKey);
    this.#questions.add(questionKey);
    return undefined;
  }
}

/** A query without its layout: case of words outside strings and quoted names, spaces, comments, the semicolon. */
export function normalQuery(query: string, family: Family): string {
  return queryTokens(query.replace(/[;\s]+$/, ''), family)
    .map(({ kind, text }) =>
      kind === 'word' && family === 'relational' ? text.toLowerCase() : text,
    )
    .join(' ');
}

function normalQuestion(question: string): string {
  return question
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
