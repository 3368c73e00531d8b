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

/** All shortest paths between two nodes of at most `most` steps; none where the nodes are the same. */
export function* shortestPaths(
  start: GraphNode,
  end: GraphNode,
  walk: Walk,
  most: number,
): Generator<GraphPath | undefined> {
  if (start === end) return;
  const reached = new Map<
    GraphNode,
    { readonly depth: number; readonly from: (Step & { readonly before: GraphNode })[] }
  >();
  reached.set(start, { depth: 0, from: [] });
  let level = [start];
  for (let depth = 1; depth <= most && level.length > 0 && !reached.has(end); depth += 1) {
    const next: GraphNode[] = [];
    for (const before of level) {
      yield undefined;
      for (const step of stepsFrom(before, walk)) {
        const known = reached.get(step.node);
        if (known === undefined) {
          reached.set(step.node, { depth, from: [{ ...step, before }] });
          next.push(step.node);
        } else if (known.depth === depth) known.from.push({ ...step, before });
      }
    }
    level = next;
  }
  if (!reached.has(end)) return;
  function* backwards(node: GraphNode, steps: readonly Step[]): Generator<GraphPath | undefined> {
    if (node === start) {
      yield new GraphPath(start, steps);
      return;
    }
    for (const { before, ...step } of reached.get(node)!.from)
      yield* backwards(before, [step, ...steps]);
  }
  yield* backwards(end, []);
}
