import type { LogicalQuery } from '@momq/dialect';

import { parseNeeds } from './cast.js';
import type { Needs, Shape } from './cast.js';
import type { Scene } from './scene.js';

/** Something that people ask, written by hand: how it is said, what it asks, and what a database must have for it. */
export interface Intent {
  /** Unique, in kebab case. */
  readonly name: string;
  readonly kind: string;
  readonly needs: Needs;
  /** The query over a filling; constants that it draws have placeholders of their own. */
  readonly query: (scene: Scene) => LogicalQuery;
  /** At least eight ways, in the notation of `saying.ts`. */
  readonly sayings: readonly string[];
  /** Needs that every saying names by its placeholder. */
  readonly named: readonly string[];
}

/** Needs that people leave unsaid: which moment of a row is meant, that deleted rows are deleted, what names a row. */
const unsaid = new Set(['start', 'end', 'clock', 'label', 'deleted', 'coded', 'status', 'gap']);

/** What a need is called in sayings, where that differs. */
const spoken: Readonly<Record<string, readonly string[]>> = {
  flags: ['flag', 'flagB'],
  categories: ['category', 'categoryB'],
  measures: ['measure', 'measureB'],
};

/** Makes intents of one kind over tables of one shape. */
export function intentsOf(kind: string, shape: Shape) {
  return (
    name: string,
    needs: string,
    query: Intent['query'],
    sayings: readonly string[],
  ): Intent => {
    const parsed = parseNeeds(shape, needs);
    const prefixed = (prefix: string, words: readonly string[]): string[] =>
      words
        .filter((word) => !unsaid.has(word))
        .flatMap((word) => spoken[word] ?? [word])
        .map((word) =>
          prefix === '' ? word : `${prefix}${word.charAt(0).toUpperCase()}${word.slice(1)}`,
        );
    return {
      name,
      kind,
      needs: parsed,
      query,
      sayings,
      named: [
        ...prefixed('', parsed.main),
        ...prefixed('p', parsed.parent),
        ...prefixed('s', parsed.second),
      ],
    };
  };
}
