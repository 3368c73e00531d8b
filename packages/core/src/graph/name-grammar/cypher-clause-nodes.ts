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
import { newName } from './pattern-nodes.js';

/** Clauses of reading queries. */
export function cypherClauseNodes(
  nodes: CypherNodes,
): Pick<
  CypherNodes,
  'start' | 'clauseWords' | 'closesQuery' | 'nextItem' | 'alias' | 'mayEnd' | 'subquery'
> {
  /** Ends the item of WITH, RETURN or UNWIND that is being written. */
  const ended = (place: CypherPlace): CypherPlace | undefined => {
    const { clause, behind, item, given } = place;
    if (behind !== 'items' || (clause !== 'with' && clause !== 'return')) return place;
    if (item === null) return undefined;
    if (item === 'expression') return clause === 'with' ? undefined : { ...place, item: null };
    return { ...place, item: null, given: new Map([...given, [item.name, item.variable]]) };
  };
  /** A clause behind another one; behind WITH only what it gives is known. */
  const enters =
    (clause: CypherClause, node: () => CypherNode): CypherAction =>
    (place) => {
      if (place.frame.kind !== 'query' || place.clause === 'return') return undefined;
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
    const first: CypherNode = { ...operand, symbols: { ...operand.symbols, '*': everything } };
    return { ...first, words: { ...first.words, distinct: goTo(() => first) } };
  };

  const nextItem: CypherAction = (place) => {
    if (place.behind === 'order') return { ...place, node: nodes.operand };
    if (place.behind !== 'items') return undefined;
    const whole = ended(place);
    return whole && (place.clause === 'with' || place.clause === 'return')
      ? { ...whole, node: nodes.operand }
      : undefined;
  };
  const alias: CypherAction = (place) => {
    const { frame, clause, behind } = place;
    if (frame.kind !== 'query' || behind !== 'items') return undefined;
    if (clause === 'unwind')
      return {
        ...place,
        node: {
          names: newName((at, name) => ({
            ...at,
            node: afterAlias,
            variables: added(at.variables, name, anything),
          })),
        },
      };
    if ((clause !== 'with' && clause !== 'return') || place.item === null) return undefined;
    return {
      ...place,
      node: {
        names: newName((at, name) => ({
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
  const union: CypherAction = (place) => {
    if (place.clause !== 'return' || place.frame.kind !== 'query' || ended(place) === undefined)
      return undefined;
    const whole = ended(place) as CypherPlace;
    const next: CypherAction = (at) => ({ ...at, node: start });
    return {
      ...whole,
      node: { ...start, words: { ...start.words, all: next } },
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
    place.frame.up === null && place.clause === 'return' && ended(place) !== undefined;

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
    call: (place) =>
      enters('call', () => start)(place)
        ? opensCall(enters('call', () => start)(place) as CypherPlace)
        : undefined,
  };
  const clauseWords: Record<string, CypherAction> = {
    ...starts,
    where: (place) =>
      afterItems('where', ['items'], ['match'])(() => nodes.operand)(place) ??
      afterItems('where', ['items', 'order', 'skip', 'limit'], ['with'])(() => nodes.operand)(
        place,
      ),
    order: (place) =>
      afterItems('order', ['items'], paged)(() => nodes.operand)(place) && {
        ...place,
        node: { words: { by: afterItems('order', ['items'], paged)(() => nodes.operand) } },
      },
    skip: afterItems('skip', ['items', 'order'], paged)(() => nodes.operand),
    limit: afterItems('limit', ['items', 'order', 'skip'], paged)(() => nodes.operand),
    asc: direction,
    desc: direction,
    ascending: direction,
    descending: direction,
    union,
  };
  const afterCall: CypherNode = { words: starts, symbols: { '}': closesQuery } };
  const afterAlias: CypherNode = {
    words: clauseWords,
    symbols: {
      ',': nextItem,
      '}': closesQuery,
      ';': (place) => (mayEnd(place) ? { ...place, node: { end: () => true } } : undefined),
    },
    end: mayEnd,
  };
  const start: CypherNode = { words: starts };
  /** `EXISTS { (a)-->(b) }` needs no MATCH. */
  const patternStart: CypherNode = {
    ...start,
    symbols: { '(': (place) => nodes.pattern.symbols?.['(']?.({ ...place, clause: 'match' }) },
  };
  return { start, clauseWords, closesQuery, nextItem, alias, mayEnd, subquery: opens(false) };
}
