import { anything, type Variable } from './graph-names.js';
import {
  closeFrame,
  goTo,
  noPattern,
  openFrame,
  type CypherAction,
  type CypherClause,
  type CypherNode,
  type CypherPlace,
  type Variables,
} from './cypher-place.js';
import type { CypherNodes } from './cypher-nodes.js';
import { readsRows } from './walk-variables.js';

/** Clauses whose items are columns. */
const givesColumns = (clause: CypherClause): boolean =>
  clause === 'with' || clause === 'return' || clause === 'yield';

/** Clauses that end what MATCH began, or are of statements without it. */
const isLast = (clause: CypherClause): boolean =>
  clause === 'return' || clause === 'walk' || clause === 'yield' || clause === 'piped';

/** Clauses of reading queries. */
export function cypherClauseNodes(
  nodes: CypherNodes,
): Pick<
  CypherNodes,
  | 'start'
  | 'clauseWords'
  | 'closesQuery'
  | 'nextItem'
  | 'alias'
  | 'ended'
  | 'setOperators'
  | 'mayEnd'
  | 'subquery'
> {
  /** Ends the item of WITH, RETURN or UNWIND that is being written. */
  const ended = (place: CypherPlace): CypherPlace | undefined => {
    const { clause, behind, item, given } = place;
    if (behind !== 'items' || !givesColumns(clause)) return place;
    if (item === null) return undefined;
    if (item === 'expression') return clause === 'with' ? undefined : { ...place, item: null };
    return { ...place, item: null, given: new Map([...given, [item.name, item.variable]]) };
  };
  /** A clause behind another one; behind WITH only what it gives is known. */
  const enters =
    (clause: CypherClause, node: () => CypherNode): CypherAction =>
    (place) => {
      if (place.frame.kind !== 'query' || isLast(place.clause)) return undefined;
      const whole = ended(place);
      if (whole === undefined || (whole.clause === 'with' && whole.given.size === 0))
        return undefined;
      return {
        ...whole,
        node: node(),
        clause,
        behind: 'items',
        pattern: noPattern,
        item: null,
        variables: whole.clause === 'with' ? whole.given : whole.variables,
        given: new Map(),
      };
    };
  const afterItems =
    (
      behind: CypherPlace['behind'],
      from: readonly CypherPlace['behind'][],
      clauses: readonly CypherClause[],
    ) =>
    (node: () => CypherNode): CypherAction =>
    (place) => {
      if (
        place.frame.kind !== 'query' ||
        !clauses.includes(place.clause) ||
        !from.includes(place.behind)
      )
        return undefined;
      const whole = ended(place);
      return whole && { ...whole, node: node(), behind, item: null };
    };

  const everything: CypherAction = (place) => ({
    ...place,
    node: afterAlias,
    given: place.variables,
    item: { name: '', variable: anything },
  });
  const itemsStart = (): CypherNode => {
    const { operand } = nodes;
    const all: CypherAction = (place) => (place.clause === 'yield' ? undefined : everything(place));
    const first: CypherNode = { ...operand, symbols: { ...operand.symbols, '*': all } };
    return { ...first, words: { ...first.words, distinct: goTo(() => first) } };
  };

  const nextItem: CypherAction = (place) => {
    if (place.behind === 'order') return { ...place, node: orderKey() };
    if (place.behind !== 'items') return undefined;
    const whole = ended(place);
    return whole && givesColumns(place.clause) ? { ...whole, node: nodes.operand } : undefined;
  };
  const alias: CypherAction = (place) => {
    const { frame, clause, behind } = place;
    if (frame.kind !== 'query' || behind !== 'items') return undefined;
    if (clause === 'unwind')
      return {
        ...place,
        node: {
          names: nodes.newName((at, name) => ({
            ...at,
            node: afterAlias,
            variables: added(at.variables, name, anything),
          })),
        },
      };
    if (!givesColumns(clause) || place.item === null) return undefined;
    return {
      ...place,
      node: {
        names: nodes.newName((at, name) => ({
          ...at,
          node: afterAlias,
          item: {
            name,
            variable: typeof at.item === 'object' && at.item !== null ? at.item.variable : anything,
          },
        })),
      },
    };
  };
  const added = (variables: Variables, name: string, variable: Variable): Variables =>
    new Map([...variables, [name, variable]]);

  const direction: CypherAction = (place) =>
    place.behind === 'order' && place.frame.kind === 'query'
      ? { ...place, node: afterAlias }
      : undefined;
  const paged: readonly CypherClause[] = ['with', 'return'];
  const mayGoOn = ({ clause }: CypherPlace): boolean =>
    clause === 'return' || clause === 'yield' || clause === 'piped';
  const combined =
    (operator: string): CypherAction =>
    (place) => {
      if (!mayGoOn(place) || place.frame.kind !== 'query' || ended(place) === undefined)
        return undefined;
      const whole = ended(place) as CypherPlace;
      const next: CypherAction = (at) => ({ ...at, node: start });
      return {
        ...whole,
        node: operator === 'union' ? { ...start, words: { ...start.words, all: next } } : start,
        clause: 'start',
        behind: 'items',
        item: null,
        variables: whole.frame.variables ?? new Map(),
        pattern: noPattern,
      };
    };

  const opensCall: CypherAction = goTo(() => ({
    symbols: {
      '{': opens(true),
      '(': (place) => ({ ...place, node: imports }),
    },
  }));
  const imports: CypherNode = {
    names: {
      begins: (place, { text }) =>
        [...place.variables.keys()].some((name) => name.startsWith(text)),
      take: (place, { text }) =>
        place.variables.has(text)
          ? {
              ...place,
              node: {
                symbols: {
                  ',': goTo(() => imports),
                  ')': goTo(() => ({ symbols: { '{': opens(true) } })),
                },
              },
            }
          : undefined,
    },
    symbols: { ')': goTo(() => ({ symbols: { '{': opens(true) } })) },
  };
  /** A query in braces: of CALL, whose columns are known behind it, or in an expression. */
  function opens(gives: boolean): CypherAction {
    return (place) => {
      const inner = openFrame(
        place,
        {
          kind: 'query',
          part: gives ? 'call' : 'expression',
          variables: place.variables,
          then: (after, query) => ({
            ...after,
            clause: gives ? 'call' : place.clause,
            behind: gives ? 'items' : place.behind,
            given: place.given,
            item: gives ? null : 'expression',
            pattern: place.pattern,
            node: gives ? afterCall : nodes.operator,
            variables: gives ? new Map([...place.variables, ...query.given]) : place.variables,
          }),
        },
        gives ? start : patternStart,
      );
      return (
        inner && {
          ...inner,
          clause: 'start',
          behind: 'items',
          given: new Map(),
          item: null,
          pattern: noPattern,
        }
      );
    };
  }
  const closesQuery: CypherAction = (place) => {
    const { frame, clause } = place;
    if (frame.kind !== 'query' || frame.up === null) return undefined;
    if (frame.part === 'call' && clause !== 'return') return undefined;
    if (clause === 'start' || clause === 'with' || clause === 'unwind') return undefined;
    const whole = ended(place);
    return whole && closeFrame(whole, ['query']);
  };
  const mayEnd = (place: CypherPlace): boolean =>
    place.frame.up === null && mayGoOn(place) && ended(place) !== undefined;

  const starts: Record<string, CypherAction> = {
    match: enters('match', () => nodes.pattern),
    optional: (place) =>
      enters('match', () => nodes.pattern)(place) && {
        ...place,
        node: { words: { match: enters('match', () => nodes.pattern) } },
      },
    unwind: enters('unwind', () => nodes.operand),
    with: enters('with', itemsStart),
    return: enters('return', itemsStart),
    ...(nodes.rules.subqueries && {
      call: (place) =>
        enters('call', () => start)(place)
          ? opensCall(enters('call', () => start)(place) as CypherPlace)
          : undefined,
    }),
  };
  const setOperators = Object.fromEntries(
    nodes.rules.setOperators.map((operator) => [operator, combined(operator)]),
  );
  /** What ORDER BY sorts by. */
  const orderKey = (): CypherNode =>
    nodes.rules.ordersByColumns
      ? {
          names: {
            begins: ({ given }, { text }) =>
              [...given.keys()].some((name) => name.startsWith(text)),
            take: (place, { text }) =>
              place.given.has(text) ? { ...place, node: afterAlias } : undefined,
          },
        }
      : nodes.operand;
  const yields: CypherAction = (place) =>
    place.clause === 'walk' && place.frame.kind === 'query'
      ? {
          ...place,
          node: itemsStart(),
          clause: 'yield',
          behind: 'items',
          item: null,
          given: new Map(),
        }
      : undefined;
  const clauseWords: Record<string, CypherAction> = {
    ...starts,
    where: (place) =>
      afterItems('where', ['items'], ['match'])(() => nodes.operand)(place) ??
      afterItems('where', ['items', 'order', 'skip', 'limit'], ['with'])(() => nodes.operand)(
        place,
      ) ??
      (readsRows(place)
        ? afterItems('where', ['items'], ['yield'])(() => nodes.operand)(place)
        : undefined),
    yield: yields,
    order: (place) =>
      afterItems('order', ['items'], paged)(orderKey)(place) && {
        ...place,
        node: { words: { by: afterItems('order', ['items'], paged)(orderKey) } },
      },
    skip: afterItems('skip', ['items', 'order'], paged)(() => nodes.operand),
    limit: afterItems('limit', ['items', 'order', 'skip'], paged)(() => nodes.operand),
    asc: direction,
    desc: direction,
    ascending: direction,
    descending: direction,
    ...setOperators,
  };
  const afterCall: CypherNode = { words: starts, symbols: { '}': closesQuery } };
  const afterAlias: CypherNode = {
    words: clauseWords,
    symbols: {
      ',': nextItem,
      '|': (place) => nodes.pipe(place),
      '}': closesQuery,
      ';': (place) => (mayEnd(place) ? { ...place, node: { end: () => true } } : undefined),
    },
    end: mayEnd,
  };
  const start: CypherNode = { words: { ...starts, ...nodes.statements } };
  /** `EXISTS { (a)-->(b) }` needs no MATCH. */
  const patternStart: CypherNode = {
    ...start,
    symbols: { '(': (place) => nodes.pattern.symbols?.['(']?.({ ...place, clause: 'match' }) },
  };
  const subquery: CypherAction = nodes.rules.subqueries ? opens(false) : () => undefined;
  return {
    start,
    clauseWords,
    closesQuery,
    nextItem,
    alias,
    ended,
    setOperators,
    mayEnd,
    subquery,
  };
}
