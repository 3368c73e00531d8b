import type { NameScope } from './name-scope.js';
import { emptyQuery } from './query-names.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import type { SqlNodes } from './sql-nodes.js';
import {
  asQuery,
  closed,
  endedQuery,
  opened,
  to,
  type SqlAction,
  type SqlNode,
  type SqlPlace,
} from './sql-place.js';

/** Where queries begin, alone, in parentheses and behind UNION and the like. */
export function queryNodes(
  nodes: SqlNodes,
  scope: NameScope,
  { forms }: SqlGrammarRules,
): Pick<SqlNodes, 'start' | 'subquery' | 'compoundWords'> {
  const compounds =
    (duplicates: boolean): SqlAction =>
    (place) => {
      if (place.frame.kind !== 'query' || ['order', 'limit', 'offset'].includes(place.query.clause))
        return undefined;
      const ended = endedQuery(place.query, scope);
      if (ended === undefined) return undefined;
      const next: SqlPlace = {
        ...place,
        node: nodes.subquery,
        query: {
          ...emptyQuery(ended.outer, ended.expressions),
          outputs: ended.outputs,
          compound: true,
        },
      };
      const select: SqlNode = { words: { select: nodes.select, values: nodes.values } };
      const begin = forms.includes('parenthesized-query')
        ? { ...select, symbols: { '(': parenthesized } }
        : select;
      const all = duplicates && { all: to(() => begin) };
      return {
        ...next,
        node: forms.includes('set-distinct')
          ? { words: { distinct: to(() => begin), ...all } }
          : { ...begin, words: { ...begin.words, ...all } },
      };
    };

  /** A query in parentheses as a part of UNION and the like. */
  const parenthesized: SqlAction = (place) => {
    const inner = opened(
      place,
      {
        kind: 'query',
        hidden: place.query,
        then: (after, query) => ({
          ...after,
          node: afterParenthesized,
          query: {
            ...after.query,
            clause: 'values',
            outputs: after.query.compound ? after.query.outputs : (query?.outputs ?? []),
          },
        }),
      },
      nodes.subquery,
    );
    return inner && { ...inner, query: emptyQuery(null, place.query.expressions) };
  };
  const afterParenthesized: SqlNode = {
    get words() {
      return nodes.clauseWords;
    },
    symbols: { ')': (place) => closed(place, scope), ';': (place) => nodes.finish(place) },
    end: (place) => nodes.mayEnd(place),
  };

  /** ALL of INTERSECT and EXCEPT. */
  const rowsTwice = forms.includes('parenthesized-query') && !forms.includes('set-distinct');
  const queryWords = (enter: (place: SqlPlace) => SqlPlace): Record<string, SqlAction> => ({
    select: (place) => nodes.select(enter(place)),
    values: (place) => nodes.values(enter(place)),
    with: (place) => nodes.with(enter(place)),
  });
  const subquery: SqlNode = {
    words: queryWords((place) => (place.frame.kind === 'query' ? place : asQuery(place, false))),
    ...(forms.includes('parenthesized-query') && {
      symbols: {
        '(': (place) => (place.frame.kind === 'query' ? parenthesized(place) : undefined),
      },
    }),
  };

  return {
    start: subquery,
    subquery,
    compoundWords: {
      union: compounds(true),
      intersect: compounds(rowsTwice),
      except: compounds(rowsTwice),
    },
  };
}
