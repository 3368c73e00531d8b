import type { Action, GrammarNode } from '../../text-grammar/grammar-node.js';
import type { Reached, Variable } from './graph-names.js';

/** Variables that can be read, by name. */
export type Variables = ReadonlyMap<string, Variable>;

/** What brackets hold. */
export type CypherFrameKind =
  'query' | 'group' | 'call' | 'list' | 'index' | 'map' | 'case' | 'node' | 'properties' | 'bound';

/** Brackets or CASE that are open; the outermost are the statement. */
export interface CypherFrame {
  readonly kind: CypherFrameKind;
  readonly up: CypherFrame | null;
  readonly depth: number;
  /** Where in it the text is. */
  readonly part?: string;
  /** Variables behind it, where those inside end with it. */
  readonly variables?: Variables;
  /** Clause to go back to. */
  readonly clause?: CypherClause;
  readonly then: (place: CypherPlace, inner: CypherPlace) => CypherPlace | undefined;
}

/** Clauses, and what stands behind their items. */
export type CypherClause =
  'start' | 'match' | 'with' | 'return' | 'unwind' | 'call' | 'walk' | 'yield' | 'piped';

/** A place in a query. Never changed. */
export interface CypherPlace {
  readonly node: CypherNode;
  readonly frame: CypherFrame;
  readonly clause: CypherClause;
  /** In which part of the clause: its items, or the one that stands behind them. */
  readonly behind: 'items' | 'order' | 'skip' | 'limit' | 'where';
  readonly variables: Variables;
  /** What WITH or RETURN gives. */
  readonly given: Variables;
  /** The item that is being written: its variable where it is nothing else. */
  readonly item: { readonly name: string; readonly variable: Variable } | 'expression' | null;
  /** The pattern that is being written: what was reached, and the node or relationship that is open. */
  readonly pattern: Pattern;
}

/** A pattern in the making. */
export interface Pattern {
  /** True where it is a condition. */
  readonly condition: boolean;
  readonly reached: Reached | null;
  readonly name: string | null;
  readonly labels: readonly string[] | null;
  readonly types: readonly string[] | null;
}

export const noPattern: Pattern = {
  condition: false,
  reached: null,
  name: null,
  labels: null,
  types: null,
};

/** What may come next in a query. */
export type CypherNode = GrammarNode<CypherPlace>;

/** What follows in a query. */
export type CypherAction = Action<CypherPlace>;

/** Deepest nesting. */
const MAX_DEPTH = 40;

export const goTo =
  (node: () => CypherNode): CypherAction =>
  (place) => ({ ...place, node: node() });

/** Goes on behind a value that is more than a variable. */
export const expression =
  (nodes: { readonly operator: CypherNode }): CypherAction =>
  (place) => ({ ...place, node: nodes.operator, item: 'expression' });

/** The same for each of some words. */
export function eachWord(
  words: readonly string[],
  action: CypherAction,
): Record<string, CypherAction> {
  return Object.fromEntries(words.map((word) => [word, action]));
}

/** Opens brackets. */
export function openFrame(
  place: CypherPlace,
  frame: Omit<CypherFrame, 'up' | 'depth'>,
  node: CypherNode,
): CypherPlace | undefined {
  const { depth } = place.frame;
  if (depth === MAX_DEPTH) return undefined;
  return { ...place, node, frame: { ...frame, up: place.frame, depth: depth + 1 } };
}

/** Closes the innermost brackets, if they are of one of these kinds. */
export function closeFrame(
  place: CypherPlace,
  kinds: readonly CypherFrameKind[],
): CypherPlace | undefined {
  const { frame } = place;
  if (frame.up === null || !kinds.includes(frame.kind)) return undefined;
  return frame.then(
    { ...place, frame: frame.up, variables: frame.variables ?? place.variables },
    place,
  );
}
