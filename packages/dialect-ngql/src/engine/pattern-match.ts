import {
  type GraphEdge,
  GraphNode,
  GraphPath,
  equals,
  isNull,
  pathsFrom,
  shortestPaths,
  shown,
  stepsFrom,
  typeOf,
  type GraphValue,
  type Step,
  type Walk,
} from '@momq/graph-store';
import type { EdgePattern, Expression, NodePattern, PathPattern } from '../syntax/syntax-tree.js';
import { queryError } from './engine-error.js';
import { isEquated, mayHold } from './early-conditions.js';
import { evaluate } from './evaluate.js';
import { pathExpressions } from '../syntax/expression-parts.js';
import { mayPause } from './row-turns.js';
import { mostAround } from './most-around.js';
import { seekIds } from './seek-ids.js';
import { valueOf, type Bindings, type Scope } from './scope.js';
import type { Work } from './table.js';

/** Rows, and turns of others at each `undefined`. */
export type Rows = Generator<Bindings | undefined, void>;

/** A variable-length edge of a path, walked. */
type Walked = { readonly node: GraphNode; readonly steps: readonly Step[] };

/** What a path holds while it is matched. */
interface Partial {
  readonly bindings: Bindings | undefined;
  /** Nodes by their place in the pattern, and the steps of each edge, in the pattern's direction. */
  readonly nodes: readonly (GraphNode | undefined)[];
  readonly edges: readonly (readonly Step[] | undefined)[];
}

/** The rows that a path adds to one row. `where` narrows where the search begins. */
export function* matchPath(
  pattern: PathPattern,
  scope: Scope,
  where: Expression | undefined,
): Generator<Bindings | undefined, void> {
  if (pattern.shortest !== undefined) {
    yield* matchShortest(pattern, scope, where);
    return;
  }
  const { turns } = scope.session.budget;
  const slow = mayPause(where, ...pathExpressions(pattern));
  const anchor = slow
    ? yield* turns.run(() => anchorOf(pattern, scope, where))
    : anchorOf(pattern, scope, where);
  const order = [
    ...pattern.edges.map((_, index) => index).slice(anchor),
    ...pattern.edges
      .map((_, index) => index)
      .slice(0, anchor)
      .reverse(),
  ];
  const first = pattern.nodes[anchor]!;
  const from = slow
    ? yield* turns.run(() => candidates(first, scope, where))
    : candidates(first, scope, where);
  for (const node of from) {
    if (scope.session.budget.step()) yield undefined;
    const begun = slow
      ? yield* turns.run(() => fitting(first, node, scope, where))
      : fitting(first, node, scope, where);
    if (begun === undefined) continue;
    const nodes: (GraphNode | undefined)[] = [];
    nodes[anchor] = node;
    yield* extend({ bindings: begun.bindings, nodes, edges: [] }, order, 0, pattern, anchor, scope);
  }
}

// eslint-disable-next-line @typescript-eslint/max-params -- the state of one search
function* extend(
  partial: Partial,
  order: readonly number[],
  at: number,
  pattern: PathPattern,
  anchor: number,
  scope: Scope,
): Rows {
  const index = order[at];
  if (index === undefined) {
    yield* complete(partial, pattern);
    return;
  }
  const rightward = index >= anchor;
  const from = partial.nodes[rightward ? index : index + 1]!;
  const edge = pattern.edges[index]!;
  const used = new Set(partial.edges.flatMap((steps) => steps?.map((step) => step.edge) ?? []));
  for (const walked of walks(edge, from, rightward, used, partial.bindings, scope)) {
    if (walked === undefined || scope.session.budget.step()) yield undefined;
    if (walked === undefined) continue;
    const place = rightward ? index + 1 : index;
    const bound = bindNode(pattern.nodes[place]!, walked.node, partial.bindings, scope);
    if (bound === false) continue;
    const steps = rightward ? walked.steps : reversed(walked.steps, from);
    const named = bindEdge(edge, steps, bound.bindings);
    if (named === false) continue;
    const nodes = [...partial.nodes];
    nodes[place] = walked.node;
    const edges = [...partial.edges];
    edges[index] = steps;
    yield* extend(
      { bindings: named.bindings, nodes, edges },
      order,
      at + 1,
      pattern,
      anchor,
      scope,
    );
  }
}

function* complete(partial: Partial, pattern: PathPattern): Rows {
  const { bindings, nodes, edges } = partial;
  if (pattern.name === '') {
    yield bindings ?? { name: '', value: null, next: undefined };
    return;
  }
  const path = new GraphPath(
    nodes[0]!,
    edges.flatMap((steps) => steps ?? []),
  );
  yield { name: pattern.name, value: path, next: bindings };
}

/** What an edge pattern leads to from a node. */
// eslint-disable-next-line @typescript-eslint/max-params -- the state of one search
function* walks(
  edge: EdgePattern,
  from: GraphNode,
  rightward: boolean,
  used: ReadonlySet<GraphEdge>,
  bindings: Bindings | undefined,
  scope: Scope,
): Generator<Walked | undefined> {
  const walk = walkOf(edge, rightward, used, { ...scope, bindings });
  if (edge.range === undefined) {
    for (const step of stepsFrom(from, walk)) yield { node: step.node, steps: [step] };
    return;
  }
  for (const path of pathsFrom(from, walk, { ...edge.range, rule: 'trail' }))
    yield path && { node: path.end, steps: path.steps };
}

function walkOf(
  edge: EdgePattern,
  rightward: boolean,
  used: ReadonlySet<GraphEdge>,
  scope: Scope,
): Walk {
  const opposite = { out: 'in', in: 'out', both: 'both' } as const;
  const { space } = scope.session;
  for (const type of edge.types)
    if (!space.edges.has(type)) throw queryError(`\`${type}': Unknown edge type`);
  const bound = edge.name === '' || edge.range ? undefined : valueOf(scope.bindings, edge.name);
  const properties = edge.properties && [...edge.properties.entries];
  return {
    direction: rightward ? edge.direction : opposite[edge.direction],
    ...(edge.types.length > 0 && { types: new Set(edge.types) }),
    where: (step) => {
      if (used.has(step.edge)) return false;
      if (bound !== undefined && bound !== step.edge) return false;
      return (properties ?? []).every(
        ([key, value]) =>
          equals(step.edge.properties.get(key) ?? null, evaluate(value, scope)) === true,
      );
    },
  };
}

/** The steps of a walk, from its other end. */
function reversed(steps: readonly Step[], from: GraphNode): readonly Step[] {
  return steps
    .map(({ edge, forward }, index) => ({
      edge,
      forward: !forward,
      node: index === 0 ? from : steps[index - 1]!.node,
    }))
    .reverse();
}

/** The node that a name stands for already. @throws QueryExecutionError for another value */
function nodeOf(known: GraphValue): GraphNode {
  if (known instanceof GraphNode) return known;
  throw queryError(
    `Argument only support vertex, but got ${shown(known)}, whose type is '${typeOf(known)}'`,
  );
}

type Bound = { readonly bindings: Bindings | undefined } | false;

function bindNode(
  pattern: NodePattern,
  node: GraphNode,
  bindings: Bindings | undefined,
  scope: Scope,
): Bound {
  if (node.labels.size === 0) return false;
  const known = pattern.name === '' ? undefined : valueOf(bindings, pattern.name);
  if (known !== undefined && nodeOf(known) !== node) return false;
  for (const { name, properties } of pattern.labels) {
    const has = node.labels.get(name);
    if (has === undefined) return false;
    for (const [key, value] of properties?.entries ?? []) {
      const wanted = evaluate(value, { ...scope, bindings });
      if (equals(has.get(key) ?? null, wanted) !== true) return false;
    }
  }
  if (pattern.name === '' || known !== undefined) return { bindings };
  return { bindings: { name: pattern.name, value: node, next: bindings } };
}

function bindEdge(
  pattern: EdgePattern,
  steps: readonly Step[],
  bindings: Bindings | undefined,
): Bound {
  if (pattern.name === '') return { bindings };
  const known = valueOf(bindings, pattern.name);
  const value: GraphValue = pattern.range ? steps.map(({ edge }) => edge) : steps[0]!.edge;
  if (known === undefined) return { bindings: { name: pattern.name, value, next: bindings } };
  return known === value || equals(known, value) === true ? { bindings } : false;
}

/** The node of a pattern that the search begins at: one that is known, else the one with the fewest candidates. */
function anchorOf(pattern: PathPattern, scope: Scope, where: Expression | undefined): number {
  const sizes = pattern.nodes.map((node) => {
    const known = node.name === '' ? undefined : valueOf(scope.bindings, node.name);
    if (known !== undefined) return -1;
    const ids = seekIds(node.name, where, scope);
    if (ids !== undefined) return ids.length;
    const { graph } = scope.session.space;
    const equated = isEquated(node.name, where, scope);
    const counts = node.labels.map(({ name, properties }) => {
      const count = graph.nodesOf(name).length;
      return properties === undefined && !equated ? count : count / 4;
    });
    return counts.length > 0 ? Math.min(...counts) : Infinity;
  });
  return sizes.indexOf(Math.min(...sizes));
}

function candidates(
  pattern: NodePattern,
  scope: Scope,
  where: Expression | undefined,
): Iterable<GraphNode> {
  const { space } = scope.session;
  for (const { name } of pattern.labels)
    if (!space.tags.has(name)) throw queryError(`\`${name}': Unknown tag`);
  const known = pattern.name === '' ? undefined : valueOf(scope.bindings, pattern.name);
  if (known !== undefined) return [nodeOf(known)];
  const ids = seekIds(pattern.name, where, scope);
  if (ids !== undefined)
    return ids.map((id) => space.graph.node(id)).filter((node) => node !== undefined);
  const [first, ...others] = pattern.labels.map(({ name }) => space.graph.nodesOf(name));
  if (first === undefined) return space.graph.nodes();
  return others.reduce((least, each) => (each.length < least.length ? each : least), first);
}

function* matchShortest(pattern: PathPattern, scope: Scope, where: Expression | undefined): Rows {
  const [first, last] = [pattern.nodes[0]!, pattern.nodes[1]!];
  const edge = pattern.edges[0];
  if (edge === undefined || pattern.edges.length > 1)
    throw queryError('shortestPath() requires a pattern containing a single relationship');
  const { least, most } = edge.range ?? { least: 1, most: 1 };
  if (least > 1)
    throw queryError('The minimal number of steps for shortestPath() must be either 0 or 1.');
  if (first.name !== '' && first.name === last.name)
    throw queryError(
      'The shortest path algorithm does not work when the start and end nodes are the same',
    );
  const which = pattern.shortest === 'one' ? 'last' : 'all';
  for (const start of candidates(first, scope, where)) {
    if (scope.session.budget.step()) yield undefined;
    const begun = fitting(first, start, scope, where);
    if (begun === undefined) continue;
    const ends = new Map<GraphNode, Bindings | undefined>();
    for (const end of candidates(last, begun, where)) {
      if (scope.session.budget.step()) yield undefined;
      const ended = fitting(last, end, begun, where);
      if (ended !== undefined) ends.set(end, ended.bindings);
    }
    const walk = walkOf(edge, true, new Set(), begun);
    const search = { most, which, mostAround: mostAround(walk, most) } as const;
    for (const path of shortestPaths(start, ends.keys(), walk, search)) {
      if (scope.session.budget.step()) yield undefined;
      if (path === undefined) continue;
      const named = bindEdge(edge, path.steps, ends.get(path.end));
      if (named === false) continue;
      yield pattern.name === ''
        ? named.bindings
        : { name: pattern.name, value: path, next: named.bindings };
    }
  }
}

/** A scope that knows a node under the name of its pattern; undefined where the node does not fit. */
function fitting(
  pattern: NodePattern,
  node: GraphNode,
  scope: Scope,
  where: Expression | undefined,
): Scope | undefined {
  const bound = bindNode(pattern, node, scope.bindings, scope);
  if (bound === false) return undefined;
  const inner = { ...scope, bindings: bound.bindings };
  return mayHold(where, inner) ? inner : undefined;
}

/** The paths of a pattern expression, as a list. */
export function patternPaths(
  expression: Expression & { readonly kind: 'pattern' },
  scope: Scope,
): readonly GraphValue[] {
  const named = { ...expression.path, name: ' path' };
  const isKnown = [...named.nodes, ...named.edges].every(({ name }) => {
    const value = name === '' ? undefined : valueOf(scope.bindings, name);
    return value === undefined || !isNull(value);
  });
  if (!isKnown) return [];
  const { budget } = scope.session;
  const found = { rows: () => matchPath(named, scope, undefined), state: (): GraphValue[] => [] };
  return budget.turns.over(expression, found, (paths, row) => {
    paths.push(valueOf(row, ' path')!);
    budget.hold(1);
    return true;
  });
}

/** All values of work that nobody waits for. */
export function* collected<Item>(items: Generator<Item | undefined, void>): Work<Item[]> {
  const all: Item[] = [];
  for (const item of items) {
    if (item === undefined) yield undefined;
    else all.push(item);
  }
  return all;
}
