import type { Family } from '@momq/dialect';
import { queryTokens } from '../seeds/query-tokens.js';
import { cosine } from './cosine.js';
import type { FilterOptions } from './filter-options.js';
import { conditionValues } from './unmentioned-value.js';

/** Finds pairs whose query or question was there before; of one database each. */
export class RepeatedPairs {
  readonly #queries = new Set<string>();
  readonly #questions = new Set<string>();
  readonly #vectors = new Map<string, ArrayLike<number>[]>();
  readonly #options: Pick<FilterOptions, 'encode' | 'maxQuestionSimilarity'>;

  constructor(options: Pick<FilterOptions, 'encode' | 'maxQuestionSimilarity'> = {}) {
    this.#options = options;
  }

  /** What the pair repeats; what is new is remembered. */
  async check(
    dbId: string,
    question: string,
    query: string,
    family: Family,
  ): Promise<string | undefined> {
    const queryKey = `${dbId}\n${normalQuery(query, family)}`;
    if (this.#queries.has(queryKey)) return 'the query was there before';
    const questionKey = `${dbId}\n${normalQuestion(question)}`;
    if (this.#questions.has(questionKey)) return 'the question was there before';
    if (await this.#isLikeEarlier(dbId, question, conditionValues(query, family)))
      return 'a question like it was there before';
    this.#queries.add(queryKey);
    this.#questions.add(questionKey);
    return undefined;
  }

  /** Questions with other values are others, however alike they read. */
  async #isLikeEarlier(
    dbId: string,
    question: string,
    values: readonly string[],
  ): Promise<boolean> {
    const { encode, maxQuestionSimilarity = 0.95 } = this.#options;
    if (!encode) return false;
    const [vector] = await encode([question]);
    const key = JSON.stringify([dbId, ...values.toSorted()]);
    const earlier = this.#vectors.get(key) ?? [];
    if (earlier.some((other) => cosine(vector!, other) > maxQuestionSimilarity)) return true;
    earlier.push(vector!);
    this.#vectors.set(key, earlier);
    return false;
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
