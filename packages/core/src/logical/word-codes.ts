import { ConfigError } from '@momq/dialect';
import type { FunctionName, LogicalConstruct } from '@momq/dialect';
import { queryWords, type QueryWord, type WordNames } from './query-words.js';

/** Words that no query can do without. */
const essential = ['from', 'select', 'end'] as const satisfies readonly QueryWord[];

/** Words of a construct that its first word cannot be offered without. */
export const companions: Partial<Record<QueryWord, readonly QueryWord[]>> = {
  '(': [')'],
  exists: ['(', ')'],
  case: ['then', 'else'],
  when: ['then'],
  over: [')'],
  column: ['0'],
};

/**
 * The codes of the canonical words: the dialect's own name where the vocabulary has it, else the canonical one, which
 * weights that were trained without this dialect know. A word that has neither has no code.
 *
 * @throws ConfigError when a word is missing that every query has
 */
export function wordCodes(vocabulary: readonly string[], names: WordNames): Map<QueryWord, number> {
  const ids = new Map(vocabulary.map((word, id) => [word, id]));
  const taken = new Set<string>(Object.values(names));
  const codes = new Map<QueryWord, number>();
  for (const word of queryWords) {
    const id = ids.get(names[word] ?? word) ?? (taken.has(word) ? undefined : ids.get(word));
    if (id !== undefined) codes.set(word, id);
  }
  const lost = essential.find((word) => !codes.has(word));
  if (lost === undefined) return codes;
  throw new ConfigError(
    `query grammar: expected the vocabulary to hold ${names[lost] ?? lost} or ${lost}, got ${vocabulary.length} words without. Use the vocabulary that the model was trained with.`,
  );
}

const words: Partial<Record<LogicalConstruct, readonly QueryWord[]>> = {
  union: ['union', 'union all'],
  intersect: ['intersect', 'intersect all'],
  except: ['except', 'except all'],
  all: ['intersect all', 'except all'],
  'set-order': ['combined'],
  exists: ['exists'],
  correlation: ['outer'],
  window: ['over'],
  case: ['case'],
  cast: ['cast text', 'cast integer', 'cast real', 'cast date', 'cast datetime'],
  'cast:text': ['cast text'],
  'cast:integer': ['cast integer'],
  'cast:real': ['cast real'],
  'cast:date': ['cast date'],
  'cast:datetime': ['cast datetime'],
  offset: ['offset'],
  nulls: ['nulls first', 'nulls last'],
};

/** Words that begin the constructs; `subquery` and `derived` have none of their own, see `GrammarTables.lacking`. */
export function wordsOfConstructs(constructs: readonly LogicalConstruct[]): readonly QueryWord[] {
  return constructs.flatMap((construct) =>
    construct.startsWith('function:')
      ? [construct.slice('function:'.length) as FunctionName]
      : (words[construct] ?? []),
  );
}
