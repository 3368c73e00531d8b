import { emptyQuery, type QueryNames } from './query-names.js';
import { resultColumns } from './result-columns.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import { KeyedNames, type Source } from './sql-names.js';
import type { SqlNodes } from './sql-nodes.js';
import { opened, to, toWords, type SqlAction, type SqlNode, type SqlPlace } from './sql-place.js';

/** WITH: common table expressions. */
export function withNodes(nodes: SqlNodes, rules: SqlGrammarRules): Pick<SqlNodes, 'with'> {
  const expressionNames = (place: SqlPlace, key: string): SqlPlace => ({
    ...place,
    node: {
      words: { as: withBody(key, null) },
      symbols: {
        '(': (at) =>
          opened(
            at,
            { kind: 'names' },
            columnList(
              (after, keys) => ({ ...after, node: { words: { as: withBody(key, keys) } } }),
              [],
            ),
          ),
      },
    },
  });
  /** Names in parentheses, each of them new. */
  const columnList = (
    next: (place: SqlPlace, keys: readonly string[]) => SqlPlace,
    before: readonly string[],
  ): SqlNode => ({
    names: nodes.freeName((place, key) => {
      const keys = [...before, key];
      return {
        ...place,
        node: {
          symbols: {
            ',': (at) => ({ ...at, node: columnList(next, keys) }),
            ')': (at) =>
              at.frame.up === null ? undefined : next({ ...at, frame: at.frame.up }, keys),
          },
        },
      };
    }),
  });

  const withBody =
    (key: string, keys: readonly string[] | null): SqlAction =>
    (place) => {
      const begin: SqlAction = (at) =>
        opened(
          // A recursive one reads itself.
          {
            ...at,
            query: withExpression(
              at.query,
              key,
              keys === null ? null : new KeyedNames(keys, rules),
            ),
          },
          {
            kind: 'query',
            hidden: at.query,
            then: (after, inner) => ({
              ...after,
              node: afterBody,
              query: withExpression(after.query, key, columnsOf(keys, inner)),
            }),
          },
          nodes.subquery,
        );
      const body: SqlNode = {
        symbols: {
          '(': (at) => {
            const inner = begin(at);
            return inner && { ...inner, query: emptyQuery(null, inner.query.expressions) };
          },
        },
      };
      const materialized = to(() => body);
      return {
        ...place,
        node: { ...body, words: { materialized, not: toWords({ materialized }) } },
      };
    };
  const columnsOf = (
    keys: readonly string[] | null,
    inner: QueryNames | null,
  ): KeyedNames | null => {
    if (keys !== null) return new KeyedNames(keys, rules);
    return inner && resultColumns(inner, rules);
  };
  const withExpression = (
    query: QueryNames,
    key: string,
    columns: Source['columns'],
  ): QueryNames => ({
    ...query,
    expressions: [...query.expressions.filter((each) => each.key !== key), { key, columns }],
  });
  const afterBody: SqlNode = {
    symbols: { ',': to(() => ({ names: nodes.freeName(expressionNames) })) },
    get words() {
      return { select: nodes.select, values: nodes.values };
    },
  };
  const begins: SqlAction = to(() => ({
    words: { recursive: to(() => ({ names: nodes.freeName(expressionNames) })) },
    names: nodes.freeName(expressionNames),
  }));
  return { with: begins };
}
