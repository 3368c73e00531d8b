import type { Action, GrammarNode } from '../../text-grammar/grammar-node.js';
import type { NameScope } from './name-scope.js';
import { emptyQuery, withOutput, type QueryNames } from './query-names.js';

/** What a parenthesis, a bracket or CASE holds. */
export type FrameKind =
  | 'query'
  | 'group'
  | 'call'
  | 'case'
  | 'window'
  | 'cast'
  | 'extract'
  | 'filter'
  | 'brackets'
  | 'names';

/** A parenthesis, a bracket or CASE that is open; the outermost one is the statement. */
export interface Frame {
  readonly kind: FrameKind;
  readonly up: Frame | null;
  readonly depth: number;
  /** Where in it the text is: `when` of CASE, the function of a call. */
  readonly part?: string;
  /** The query to go back to, where the one inside does not see it. */
  readonly hidden?: QueryNames;
  /** What follows when it is closed. `inner` is the query that stood in it. */
  readonly then?: (place: SqlPlace, inner: QueryNames | null) => SqlPlace | undefined;
}

/** A place in a query. Never changed. */
export interface SqlPlace {
  readonly node: SqlNode;
  readonly frame: Frame;
  readonly query: QueryNames;
}

/** What may come next in a query. */
export type SqlNode = GrammarNode<SqlPlace>;

/** What follows in a query. */
export type SqlAction = Action<SqlPlace>;

/** Deepest nesting. */
const MAX_DEPTH = 40;

/** Goes on at a node. */
export const to =
  (node: () => SqlNode): SqlAction =>
  (place) => ({ ...place, node: node() });

/** Goes on at one of some words. */
export const toWords = (words: Readonly<Record<string, SqlAction>>): SqlAction =>
  to(() => ({ words }));

/** The same for each of some words. */
export function eachWord(words: readonly string[], action: SqlAction): Record<string, SqlAction> {
  return Object.fromEntries(words.map((word) => [word, action]));
}

/** A column of the result without a name of its own, unless it is one already. */
export function unnamed(place: SqlPlace): SqlPlace {
  const { query } = place;
  return query.clause === 'select' && query.item === undefined
    ? { ...place, query: { ...query, item: null } }
    : place;
}

/** Opens a frame. */
export function opened(
  place: SqlPlace,
  frame: Pick<Frame, 'kind' | 'part' | 'then' | 'hidden'>,
  node: SqlNode,
): SqlPlace | undefined {
  const { depth } = place.frame;
  if (depth === MAX_DEPTH) return undefined;
  return { ...place, node, frame: { ...frame, up: place.frame, depth: depth + 1 } };
}

/** A frame that turns out to hold a query, which begins. */
export function asQuery(place: SqlPlace, hides: boolean): SqlPlace {
  const { frame, query } = place;
  return {
    ...place,
    frame: { ...frame, kind: 'query', ...(hides && { hidden: query }) },
    query: emptyQuery(hides ? null : query, query.expressions),
  };
}

/** The query with its end, or undefined where it may not end. */
export function endedQuery(query: QueryNames, scope: NameScope): QueryNames | undefined {
  const whole = query.clause === 'select' ? withOutput(query) : query;
  return whole && scope.settled(whole);
}

/** Closes the innermost frame. */
export function closed(place: SqlPlace, scope: NameScope): SqlPlace | undefined {
  const { frame, query } = place;
  if (frame.up === null || frame.then === undefined) return undefined;
  if (frame.kind !== 'query') return frame.then({ ...place, frame: frame.up }, null);
  const inner = endedQuery(query, scope);
  const outer = frame.hidden ?? inner?.outer;
  if (inner === undefined || outer === undefined || outer === null) return undefined;
  return frame.then({ ...place, frame: frame.up, query: outer }, inner);
}
