import { GraphPath, type GraphEdge, type GraphNode, type Step } from './graph-elements.js';

/** Which edges of a node are walked. */
export interface Walk {
  readonly direction: 'out' | 'in' | 'both';
  /** Undefined: every type. */
  readonly types?: ReadonlySet<string>;
  /** Which steps may be taken. Default: all of the type. */
  readonly where?: (step: Step, from: GraphNode) => boolean;
}

/** The steps from a node. An edge from a node to itself is one step, also in both directions. */
export function* stepsFrom(from: GraphNode, { direction, types, where }: Walk): Generator<Step> {
  const admits = (step: Step): boolean =>
    (types === undefined || types.has(step.edge.type)) && (where?.(step, from) ?? true);
  if (direction !== 'in') {
    for (const edge of from.outgoing) {
      const step = { edge, node: edge.to, forward: true };
      if (admits(step)) yield step;
    }
  }
  if (direction !== 'out') {
    for (const edge of from.incoming) {
      if (direction === 'both' && edge.from === edge.to) continue;
      const step = { edge, node: edge.from, forward: false };
      if (admits(step)) yield step;
    }
  }
}

/** Which walks {@link pathsFrom} keeps: `trail` uses no edge twice, `simple` passes no node twice. */
export type PathRule = 'walk' | 'trail' | 'simple';

/**
 * Paths from a node of `least` to `most` steps, the shorter first along each branch. `undefined` between them is a moment in which
 * others may work.
 */
export function* pathsFrom(
  start: GraphNode,
  walk: Walk,
  { least, most, rule }: { readonly least: number; readonly most: number; readonly rule: PathRule },
): Generator<GraphPath | undefined> {
  const edges = new Set<GraphEdge>();
  const nodes = new Set<GraphNode>([start]);
  const steps: Step[] = [];
  function* extend(from: GraphNode): Generator<GraphPath | undefined> {
    if (steps.length >= least) yield new GraphPath(start, [...steps]);
    if (steps.length >= most) return;
    yield undefined;
    for (const step of stepsFrom(from, walk)) {
      if (rule === 'trail' && edges.has(step.edge)) continue;
      if (rule === 'simple' && nodes.has(step.node)) continue;
      edges.add(step.edge);
      nodes.add(step.node);
      steps.push(step);
      yield* extend(step.node);
      steps.pop();
      if (rule === 'simple') nodes.delete(step.node);
      if (rule === 'trail') edges.delete(step.edge);
    }
  }
  yield* extend(start);
}

/** What {@link shortestPaths} looks for. */
export interface ShortestSearch {
  /** Steps that a path has at most. */
  readonly most: number;
  /** Steps that a way round to the node itself has at most. Default: `most`. */
  readonly mostAround?: number;
  /** All paths of the least number of steps, or one for each end, along the first or the last edges that lead there. Default: all. */
  readonly which?: 'all' | 'first' | 'last';
}

/**
 * Shortest paths from a node to each of `ends`. Where that is the node itself, the shortest ways round that use no edge twice.
 * `undefined` between them is a moment in which others may work.
 */
export function* shortestPaths(
  start: GraphNode,
  ends: Iterable<GraphNode>,
  walk: Walk,
  { most, mostAround = most, which = 'all' }: ShortestSearch,
): Generator<GraphPath | undefined> {
  const goals = new Set(ends);
  if (goals.delete(start))
    yield* shortestRounds(start, walk, { most: Math.min(most, mostAround), which });
  const reached = yield* reach(start, goals, walk, most);
  for (const goal of goals) yield* backwards(start, goal, reached, which);
}

/** How a node is reached: after how many steps, and by which last ones. */
interface Reached {
  readonly depth: number;
  readonly last: (Step & { readonly before: GraphNode })[];
}

/** A search breadth first, until all goals are reached. */
function* reach(
  start: GraphNode,
  goals: ReadonlySet<GraphNode>,
  walk: Walk,
  most: number,
): Generator<undefined, ReadonlyMap<GraphNode, Reached>> {
  const reached = new Map<GraphNode, Reached>([[start, { depth: 0, last: [] }]]);
  let open = goals.size;
  let level = [start];
  for (let depth = 1; depth <= most && level.length > 0 && open > 0; depth += 1) {
    const next: GraphNode[] = [];
    for (const before of level) {
      yield undefined;
      for (const step of stepsFrom(before, walk)) {
        const known = reached.get(step.node);
        if (known === undefined) {
          reached.set(step.node, { depth, last: [{ ...step, before }] });
          next.push(step.node);
          if (goals.has(step.node)) open -= 1;
        } else if (known.depth === depth) known.last.push({ ...step, before });
      }
    }
    level = next;
  }
  return reached;
}

// eslint-disable-next-line @typescript-eslint/max-params -- the state of one search
function* backwards(
  start: GraphNode,
  end: GraphNode,
  reached: ReadonlyMap<GraphNode, Reached>,
  which: 'all' | 'first' | 'last',
  steps: readonly Step[] = [],
): Generator<GraphPath | undefined> {
  if (end === start) {
    yield new GraphPath(start, steps);
    return;
  }
  for (const { before, ...step } of chosen(reached.get(end)?.last ?? [], which))
    yield* backwards(start, before, reached, which, [step, ...steps]);
}

function chosen<Item>(items: readonly Item[], which: 'all' | 'first' | 'last'): readonly Item[] {
  if (which === 'all') return items;
  return which === 'first' ? items.slice(0, 1) : items.slice(-1);
}

/** The shortest ways from a node to itself: a first step, and a shortest path back without its edge. */
function* shortestRounds(
  start: GraphNode,
  walk: Walk,
  { most, which = 'all' }: ShortestSearch,
): Generator<GraphPath | undefined> {
  let rounds: GraphPath[] = [];
  let least = most;
  for (const first of stepsFrom(start, walk)) {
    const back = (step: Step, from: GraphNode): boolean =>
      step.edge !== first.edge && (walk.where?.(step, from) ?? true);
    const rest =
      first.node === start
        ? [new GraphPath(start)]
        : shortestPaths(first.node, [start], { ...walk, where: back }, { most: least - 1, which });
    for (const path of rest) {
      if (path === undefined) yield undefined;
      else {
        const length = path.steps.length + 1;
        if (length < least) rounds = [];
        least = length;
        rounds.push(new GraphPath(start, [first, ...path.steps]));
      }
    }
  }
  yield* chosen(rounds, which);
}
