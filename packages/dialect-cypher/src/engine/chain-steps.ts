import { GraphPath, pathsFrom, shortestPaths, type GraphNode, type Walk } from '@momq/graph-store';
import { queryError } from './engine-error.js';
import type { SoughtEdge } from './sought.js';
import type { Row } from './scope.js';
import { nodeIn, walkOf, type Finding, type StepOf, type Used } from './step-parts.js';

/** A walk whose relationships are unused and fulfil what is said of each. */
function chainWalk(edge: SoughtEdge, rightward: boolean, row: Row, used: Used): Walk {
  return {
    ...walkOf(edge, rightward),
    where: ({ edge: each }) => {
      if (used.has(each)) return false;
      row[edge.slot] = each;
      return edge.each.every((condition) => condition.holds(row));
    },
  };
}

/** Chains of relationships of variable length. */
export function* findChains(
  { edge, rightward, endKnown }: StepOf<'expand'>,
  row: Row,
  used: Used,
): Finding {
  const [near, far] = rightward ? [edge.from, edge.to] : [edge.to, edge.from];
  const start = nodeIn(row[near.slot]);
  const end = endKnown ? nodeIn(row[far.slot]) : undefined;
  if (start === undefined || (endKnown && end === undefined)) return;
  const { least, most } = edge.pattern.range!;
  const walk = chainWalk(edge, rightward, row, used);
  for (const path of pathsFrom(start, walk, { least, most, rule: 'trail' })) {
    if (path === undefined) {
      yield false;
      continue;
    }
    if (end !== undefined && path.end !== end) continue;
    if (end === undefined) row[far.slot] = path.end;
    const ordered = rightward ? path : reversed(path);
    yield* withChain(edge, ordered, row, used);
  }
}

function* withChain(edge: SoughtEdge, path: GraphPath, row: Row, used: Used): Finding {
  const all = path.steps.map((step) => step.edge);
  row[edge.slot] = all;
  row[edge.chainSlot] = path;
  for (const each of all) used.add(each);
  yield true;
  for (const each of all) used.delete(each);
}

function reversed(path: GraphPath): GraphPath {
  const { nodes, steps } = path;
  return new GraphPath(
    path.end,
    steps
      .map(({ edge, forward }, index) => ({ edge, forward: !forward, node: nodes[index]! }))
      .reverse(),
  );
}

/** The shortest chains between two known nodes, of those on which the conditions hold. Other parts may have the same relationships. */
export function* findShortest(step: StepOf<'shortest'>, row: Row): Finding {
  const used: Used = new Set();
  const { edge, among, path } = step;
  const [start, end] = [nodeIn(row[edge.from.slot]), nodeIn(row[edge.to.slot])];
  if (start === undefined || end === undefined) return;
  const { least, most } = edge.pattern.range ?? { least: 1, most: 1 };
  if (start === end && least > 0)
    throw queryError('expected two nodes as the ends of a shortest path, got the same twice');
  const walk = chainWalk(edge, true, row, used);
  const paths =
    start === end
      ? [new GraphPath(start)]
      : among.length === 0
        ? shortestPaths(start, [end], walk, {
            most,
            which: edge.shortest === 'one' ? 'first' : 'all',
          })
        : byLength(start, end, walk, most);
  let found = Infinity;
  for (const each of paths) {
    if (each === undefined) {
      yield false;
      continue;
    }
    if (each.steps.length > found) return;
    row[edge.slot] = each.steps.map(({ edge: one }) => one);
    if (path) row[path.slot] = each;
    if (!among.every((condition) => condition.holds(row))) continue;
    found = each.steps.length;
    yield* withChain(edge, each, row, used);
    if (edge.shortest === 'one') return;
  }
}

/** All paths between two nodes that use no relationship twice, the shorter first. */
function* byLength(
  start: GraphNode,
  end: GraphNode,
  walk: Walk,
  most: number,
): Generator<GraphPath | undefined> {
  for (let length = 1; length <= most; length += 1) {
    let some = false;
    for (const path of pathsFrom(start, walk, { least: length, most: length, rule: 'trail' })) {
      if (path === undefined) yield undefined;
      else {
        some = true;
        if (path.end === end) yield path;
      }
    }
    if (!some) return;
  }
}
