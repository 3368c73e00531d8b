import {
  GraphEdge,
  GraphNode,
  GraphPath,
  isList,
  isNull,
  pathsFrom,
  shortestPaths,
  stepsFrom,
  typeOf,
  type GraphValue,
  type Step,
  type Walk,
} from '@momq/graph-store';
import { queryError } from './engine-error.js';
import { namesOf } from './label-test.js';
import type { SoughtEdge, SoughtPath } from './match-pattern.js';
import { labelsOf, type PlannedStep } from './match-plan.js';
import type { Row, Session } from './scope.js';

/** What a step finds: true once the row has it, false where others may work before it goes on. */
export type Finding = Generator<boolean, void>;

/** Relationships that the row holds already: none is found twice in one MATCH. */
type Used = Set<GraphEdge>;

type Of<Kind extends PlannedStep['kind']> = Extract<PlannedStep, { kind: Kind }>;

/** Runs one step on a row, which it changes. */
export function find(step: PlannedStep, row: Row, used: Used, session: Session): Finding {
  switch (step.kind) {
    case 'check':
      return once();
    case 'scan':
      return scan(step, row, session);
    case 'known':
      return known(step, row, used);
    case 'expand':
      return step.edge.pattern.range ? chains(step, row, used) : expand(step, row, used);
    case 'shortest':
      return shortest(step, row, used);
    case 'assemble':
      return assemble(step, row);
  }
}

function* once(): Finding {
  yield true;
}

function* scan({ node, lookup }: Of<'scan'>, row: Row, { graph }: Session): Finding {
  const [label] = [...labelsOf(node)].sort(
    (a, b) => graph.nodesOf(a).length - graph.nodesOf(b).length,
  );
  const found = lookup && graph.nodesWith(label, lookup.property, lookup.value(row));
  const nodes = found ?? (label === undefined ? graph.nodes() : graph.nodesOf(label));
  for (const each of nodes) {
    row[node.slot] = each;
    yield true;
  }
}

/** A relationship, or a list of them, that an earlier clause has found: its ends follow from it. */
function* known({ edge, fromKnown, toKnown }: Of<'known'>, row: Row, used: Used): Finding {
  const { from, to, pattern, slot, chainSlot } = edge;
  const value = row[slot] ?? null;
  if (isNull(value)) return;
  const all: readonly GraphValue[] = isList(value) ? value : [value];
  if (!all.every((each) => each instanceof GraphEdge))
    throw queryError(`expected a relationship, got a ${typeOf(value)}`);
  const chain = all;
  const { least, most } = pattern.range ?? { least: 1, most: 1 };
  if (chain.length < least || chain.length > most || chain.length === 0) return;
  if (chain.some((each) => used.has(each))) return;
  const [left, right] = [row[from.slot], row[to.slot]];
  const first = chain[0]!;
  const starts = new Set<GraphNode>();
  if (pattern.direction !== 'in') starts.add(first.from);
  if (pattern.direction !== 'out') starts.add(first.to);
  for (const each of chain) used.add(each);
  for (const start of starts) {
    const steps = stepsAlong(start, chain, pattern.direction);
    if (steps === undefined) continue;
    const end = steps.at(-1)!.node;
    if ((fromKnown && left !== start) || (toKnown && right !== end)) continue;
    if (from === to && start !== end) continue;
    row[from.slot] = start;
    row[to.slot] = end;
    row[chainSlot] = new GraphPath(start, steps);
    yield true;
  }
  for (const each of chain) used.delete(each);
}

function stepsAlong(
  start: GraphNode,
  chain: readonly GraphEdge[],
  direction: Walk['direction'],
): readonly Step[] | undefined {
  let at = start;
  const steps: Step[] = [];
  for (const edge of chain) {
    const forward = edge.from === at && direction !== 'in';
    if (!forward && (edge.to !== at || direction === 'out')) return undefined;
    at = forward ? edge.to : edge.from;
    steps.push({ edge, node: at, forward });
  }
  return steps;
}

const opposite = { out: 'in', in: 'out', both: 'both' } as const;

function walkOf(edge: SoughtEdge, rightward: boolean): Walk {
  const { direction, types } = edge.pattern;
  const names = types && namesOf(types);
  return {
    direction: rightward ? direction : opposite[direction],
    ...(names && { types: new Set(names) }),
  };
}

function* expand({ edge, rightward, endKnown }: Of<'expand'>, row: Row, used: Used): Finding {
  const [near, far] = rightward ? [edge.from, edge.to] : [edge.to, edge.from];
  const start = nodeIn(row[near.slot]);
  const end = endKnown ? nodeIn(row[far.slot]) : undefined;
  if (start === undefined || (endKnown && end === undefined)) return;
  let passed = 0;
  for (const step of stepsFrom(start, walkOf(edge, rightward))) {
    passed += 1;
    if (passed % 64 === 0) yield false;
    if (used.has(step.edge)) continue;
    if (end !== undefined && step.node !== end) continue;
    row[edge.slot] = step.edge;
    if (end === undefined) row[far.slot] = step.node;
    used.add(step.edge);
    yield true;
    used.delete(step.edge);
  }
}

function nodeIn(value: GraphValue | undefined): GraphNode | undefined {
  if (value instanceof GraphNode) return value;
  if (value === undefined || isNull(value)) return undefined;
  throw queryError(`expected a node, got a ${typeOf(value)}`);
}

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

function* chains({ edge, rightward, endKnown }: Of<'expand'>, row: Row, used: Used): Finding {
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

function* shortest(step: Of<'shortest'>, row: Row, used: Used): Finding {
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

function* assemble({ paths }: Of<'assemble'>, row: Row): Finding {
  for (const path of paths) row[path.slot] = pathIn(path, row);
  yield true;
}

function pathIn({ nodes, edges }: SoughtPath, row: Row): GraphPath {
  const start = row[nodes[0]!.slot] as GraphNode;
  const steps: Step[] = [];
  edges.forEach((edge, index) => {
    const chain = row[edge.chainSlot];
    if (edge.pattern.range || edge.shortest || edge.isKnown) {
      steps.push(...(chain as GraphPath).steps);
      return;
    }
    const one = row[edge.slot] as GraphEdge;
    const node = row[nodes[index + 1]!.slot] as GraphNode;
    const forward = one.from === row[nodes[index]!.slot] && one.to === node;
    steps.push({ edge: one, node, forward: forward && edge.pattern.direction !== 'in' });
  });
  return new GraphPath(start, steps);
}
