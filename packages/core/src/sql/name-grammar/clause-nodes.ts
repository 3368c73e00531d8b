import type { AllowedNames } from '../../text-grammar/grammar-node.js';
import {
  emptyQuery,
  withOutput,
  type Clause,
  type NameScope,
  type QueryNames,
} from './query-names.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import { isPlain, KeyedNames, writtenKey, type Source } from './sql-names.js';
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

/** Which clauses may follow which. */
const FOLLOWING: Readonly<Record<Clause, readonly Clause[]>> = {
  select: ['from', 'where', 'order', 'limit'],
  from: ['where', 'group', 'window', 'order', 'limit', 'offset'],
  on: ['where', 'group', 'window', 'order', 'limit', 'offset'],
  where: ['group', 'window', 'order', 'limit', 'offset'],
  group: ['having', 'window', 'order', 'limit', 'offset'],
  having: ['window', 'order', 'limit', 'offset'],
  window: ['order', 'limit', 'offset'],
  order: ['limit', 'offset'],
  limit: ['offset'],
  offset: ['limit'],
  values: ['order', 'limit', 'offset'],
};

/** Longest name that a query defines. */
const MAX_NAME = 48;

/** Clauses, statements and where they end. */
export function clauseNodes(
  nodes: SqlNodes,
  scope: NameScope,
  rules: SqlGrammarRules,
): Pick<
  SqlNodes,
  | 'start'
  | 'subquery'
  | 'afterStar'
  | 'clauseWords'
  | 'nextItem'
  | 'alias'
  | 'finish'
  | 'mayEnd'
  | 'freeName'
  | 'windowWords'
  | 'windowStart'
> {
  const has = (form: SqlGrammarRules['forms'][number]): boolean => rules.forms.includes(form);
  const then = (words: Readonly<Record<string, SqlAction>>): SqlAction => to(() => ({ words }));

  /** Ends a clause where the next one may follow. */
  const enters =
    (clause: Clause, node: () => SqlNode): SqlAction =>
    (place) => {
      if (place.frame.kind !== 'query') return undefined;
      const { query } = place;
      if (!FOLLOWING[query.clause].includes(clause)) return undefined;
      const whole = withOutput(query);
      const settled = whole && (clause === 'from' ? whole : scope.settled(whole));
      return settled && { ...place, node: node(), query: { ...settled, clause } };
    };
  const entersBy = (clause: Clause, node: () => SqlNode): SqlAction => {
    const enter = enters(clause, node);
    return (place) =>
      enter(place) === undefined ? undefined : { ...place, node: { words: { by: enter } } };
  };

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
      const select: SqlNode = { words: { select: selects, values } };
      const begin = has('parenthesized-query')
        ? { ...select, symbols: { '(': parenthesized } }
        : select;
      return {
        ...next,
        node: { ...begin, words: { ...begin.words, ...(duplicates && { all: to(() => begin) }) } },
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
      return clauseWords;
    },
    symbols: { ')': (place) => closed(place, scope), ';': (place) => finish(place) },
    end: (place) => mayEnd(place),
  };

  const selects: SqlAction = (place) => ({ ...place, node: selectStart });
  const values: SqlAction = (place) => ({
    ...place,
    query: { ...place.query, clause: 'values' },
    node: valueRow,
  });
  const valueRow: SqlNode = {
    symbols: {
      '(': (place) =>
        opened(
          place,
          { kind: 'group', then: (after) => ({ ...after, node: nodes.operator }) },
          nodes.value,
        ),
    },
  };
  const selectStart: SqlNode = {
    get words() {
      return {
        ...nodes.item.words,
        distinct: has('distinct-on')
          ? to(() => ({
              ...nodes.item,
              words: {
                ...nodes.item.words,
                on: to(() => ({
                  symbols: {
                    '(': (place) =>
                      opened(
                        place,
                        {
                          kind: 'group',
                          then: (after) => ({
                            ...after,
                            node: nodes.item,
                            query: { ...after.query, item: undefined },
                          }),
                        },
                        nodes.operand,
                      ),
                  },
                })),
              },
            }))
          : to(() => nodes.item),
        all: to(() => nodes.item),
      };
    },
    get symbols() {
      return nodes.item.symbols ?? {};
    },
    get names() {
      return nodes.item.names as AllowedNames<SqlPlace>;
    },
    get text() {
      return nodes.item.text as SqlAction;
    },
    get number() {
      return nodes.item.number as SqlAction;
    },
  };

  const freeName: SqlNodes['freeName'] = (next, allowed = () => true) => {
    const fits = ({ text, quoted }: { text: string; quoted: boolean }): boolean =>
      text.length <= MAX_NAME && (quoted || /^[A-Za-z_]?[A-Za-z0-9_]*$/.test(text));
    return {
      begins: (place, beginning) =>
        fits(beginning) && allowed(place, writtenKey(beginning, rules), beginning.quoted),
      take: (place, name) => {
        const key = writtenKey(name, rules);
        if (name.text === '' || !fits(name) || !allowed(place, key, name.quoted)) return undefined;
        if (!name.quoted && !isPlain(key, rules)) return undefined;
        return next(place, key);
      },
    };
  };

  const alias: SqlAction = (place) => {
    const { frame, query } = place;
    if (frame.kind !== 'query' || query.clause !== 'select') return undefined;
    return {
      ...place,
      node: {
        names: freeName((at, key) => ({
          ...at,
          node: afterAlias,
          query: { ...at.query, item: key },
        })),
      },
    };
  };

  const nextItem: SqlAction = (place) => {
    const { frame, query } = place;
    if (frame.kind !== 'query') return undefined;
    switch (query.clause) {
      case 'select': {
        const next = withOutput(query);
        return next && { ...place, node: nodes.item, query: next };
      }
      case 'from':
      case 'on':
        return { ...place, node: nodes.table, query: { ...query, clause: 'from' } };
      case 'values':
        return { ...place, node: valueRow };
      case 'group':
      case 'order':
        return { ...place, node: nodes.operand };
      case 'limit':
        return has('limit-comma') ? { ...place, node: nodes.operand } : undefined;
      default:
        return undefined;
    }
  };

  const mayEnd = ({ frame, query }: SqlPlace): boolean =>
    frame.up === null && endedQuery(query, scope) !== undefined;
  const finish: SqlAction = (place) =>
    mayEnd(place) ? { ...place, node: { end: () => true } } : undefined;

  const fetched = to(() => ({
    words: {
      first: to(() => fetchCount),
      next: to(() => fetchCount),
    },
  }));
  const rowsOnly: Record<string, SqlAction> = {
    rows: then({ only: to(() => afterLimit) }),
    row: then({ only: to(() => afterLimit) }),
  };
  const fetchCount: SqlNode = { words: rowsOnly, number: then(rowsOnly) };
  const afterLimit: SqlNode = {
    symbols: { ')': (place) => closed(place, scope), ';': finish },
    end: mayEnd,
  };

  const joins = (node: () => SqlNode): SqlAction => {
    return (place) =>
      place.frame.kind === 'query' && (place.query.clause === 'from' || place.query.clause === 'on')
        ? { ...place, node: node(), query: { ...place.query, clause: 'from' } }
        : undefined;
  };
  const joined: SqlNode = { words: { join: joins(() => nodes.table) } };
  const outer: SqlNode = { words: { ...joined.words, outer: joins(() => joined) } };
  const merging: SqlAction = (place) =>
    joins(() => ({
      words: {
        ...joined.words,
        inner: joins(() => joined),
        left: joins(() => outer),
        right: joins(() => outer),
        full: joins(() => outer),
      },
    }))({
      ...place,
      query: { ...place.query, merged: true },
    });

  const clauseWords: Record<string, SqlAction> = {
    from: enters('from', () => nodes.table),
    where: enters('where', () => nodes.operand),
    group: entersBy('group', () => nodes.operand),
    having: enters('having', () => nodes.operand),
    order: entersBy('order', () => nodes.operand),
    limit: enters('limit', () => ({
      ...nodes.operand,
      words: { ...nodes.operand.words, all: to(() => nodes.operator) },
    })),
    offset: (place) => enters('offset', () => nodes.operand)(place),
    ...(has('fetch') && {
      fetch: (place) => {
        const entered = enters('limit', () => nodes.operand)(place);
        return entered && fetched(entered);
      },
      rows: (place) =>
        place.frame.kind === 'query' && place.query.clause === 'offset'
          ? { ...place, node: nodes.operator }
          : undefined,
    }),
    union: compounds(true),
    intersect: compounds(has('parenthesized-query')),
    except: compounds(has('parenthesized-query')),
    window: enters('window', () => windowName),
    join: joins(() => nodes.table),
    inner: joins(() => joined),
    cross: joins(() => joined),
    left: joins(() => outer),
    right: joins(() => outer),
    full: joins(() => outer),
    natural: merging,
  };

  const windowName: SqlNode = {
    names: freeName((place) => ({
      ...place,
      node: {
        words: {
          as: to(() => ({
            symbols: {
              '(': (at) =>
                opened(at, { kind: 'window', then: to(() => nodes.operator) }, windowStart),
            },
          })),
        },
      },
    })),
  };

  const inWindow =
    (action: SqlAction): SqlAction =>
    (place) =>
      place.frame.kind === 'window' ? action(place) : undefined;
  const frameWord = to(() => windowFrame);
  const windowFrame: SqlNode = {
    words: Object.fromEntries(
      'between and unbounded preceding following current row'
        .split(' ')
        .map((word) => [word, frameWord]),
    ),
    number: frameWord,
    symbols: { ')': (place) => closed(place, scope) },
  };
  const windowWords: Record<string, SqlAction> = {
    order: inWindow(then({ by: to(() => nodes.operand) })),
    rows: inWindow(frameWord),
    range: inWindow(frameWord),
    groups: inWindow(frameWord),
  };
  const windowStart: SqlNode = {
    words: { ...windowWords, partition: then({ by: to(() => nodes.operand) }) },
    symbols: { ')': (place) => closed(place, scope) },
  };

  const afterAlias: SqlNode = {
    words: clauseWords,
    symbols: { ',': nextItem, ')': (place) => closed(place, scope), ';': finish },
    end: mayEnd,
  };
  const afterStar = afterAlias;

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
    names: freeName((place, key) => {
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
        node: { ...body, words: { materialized, not: then({ materialized }) } },
      };
    };
  const columnsOf = (
    keys: readonly string[] | null,
    inner: QueryNames | null,
  ): KeyedNames | null => {
    if (keys !== null) return new KeyedNames(keys, rules);
    return inner && scope.columnsOf(inner);
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
    symbols: { ',': to(() => ({ names: freeName(expressionNames) })) },
    words: { select: selects, values },
  };
  const withs: SqlAction = to(() => ({
    words: { recursive: to(() => ({ names: freeName(expressionNames) })) },
    names: freeName(expressionNames),
  }));

  const queryWords = (enter: (place: SqlPlace) => SqlPlace): Record<string, SqlAction> => ({
    select: (place) => selects(enter(place)),
    values: (place) => values(enter(place)),
    with: (place) => withs(enter(place)),
  });
  const subquery: SqlNode = {
    words: queryWords((place) => (place.frame.kind === 'query' ? place : asQuery(place, false))),
    ...(has('parenthesized-query') && {
      symbols: {
        '(': (place) => (place.frame.kind === 'query' ? parenthesized(place) : undefined),
      },
    }),
  };

  return {
    start: subquery,
    subquery,
    afterStar,
    clauseWords,
    nextItem,
    alias,
    finish,
    mayEnd,
    freeName,
    windowWords,
    windowStart,
  };
}
