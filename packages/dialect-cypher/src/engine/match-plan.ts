import type { PropertyGraph } from '@momq/graph-store';
import { unsupported } from './engine-error.js';
import { certainLabels } from './label-test.js';
import type { Condition } from './match-conditions.js';
import type { Sought, SoughtEdge, SoughtNode, SoughtPath } from './sought.js';

/** One step of a search, with the conditions that can be checked after it. */
export type PlannedStep = (
  | { readonly kind: 'check' }
  | { readonly kind: 'scan'; readonly node: SoughtNode; readonly lookup?: Condition['equates'] }
  | {
      readonly kind: 'known';
      readonly edge: SoughtEdge;
      readonly fromKnown: boolean;
      readonly toKnown: boolean;
    }
  | {
      readonly kind: 'expand';
      readonly edge: SoughtEdge;
      readonly rightward: boolean;
      readonly endKnown: boolean;
    }
  | {
      readonly kind: 'shortest';
      readonly edge: SoughtEdge;
      readonly among: readonly Condition[];
      readonly path: SoughtPath | undefined;
    }
  | { readonly kind: 'assemble'; readonly paths: readonly SoughtPath[] }
) & { readonly conditions: readonly Condition[] };

type Bare = PlannedStep extends infer Step
  ? Step extends { conditions: unknown }
    ? Omit<Step, 'conditions'>
    : never
  : never;

/** An order of search: from what is known along relationships, and where nothing is, from the fewest nodes. */
export function planOf(sought: Sought, graph: PropertyGraph): readonly PlannedStep[] {
  const bound = new Set(sought.bound);
  const conditions = new Set(sought.conditions);
  const steps: PlannedStep[] = [];
  const isBound = ({ slot }: SoughtNode): boolean => bound.has(slot);
  const add = (step: Bare, slots: readonly number[]): void => {
    for (const slot of slots) bound.add(slot);
    const ready = [...conditions].filter(({ needs }) => isWithin(needs, bound));
    for (const condition of ready) conditions.delete(condition);
    steps.push({ ...step, conditions: ready } as PlannedStep);
  };
  add({ kind: 'check' }, []);
  const edges = new Set(sought.edges);
  const scan = (candidates: readonly SoughtNode[]): void => {
    const [best] = candidates
      .map((node) => ({ node, ...costOf(node, sought, bound, graph) }))
      .sort((a, b) => a.cost - b.cost);
    const { node, lookup } = best!;
    add({ kind: 'scan', node, ...(lookup && { lookup }) }, [node.slot]);
  };
  while (edges.size > 0) {
    const edge = nextEdge([...edges], isBound);
    if (edge === undefined) {
      scan([...edges].flatMap(({ from, to }) => [from, to]).filter((node) => !isBound(node)));
      continue;
    }
    edges.delete(edge);
    for (const { needs } of edge.each) {
      const others = [...needs].filter((slot) => slot !== edge.slot);
      if (!isWithin(new Set(others), bound))
        throw unsupported(
          'a condition on a chain of relationships that another part of the pattern answers',
        );
    }
    const slots = [edge.slot, edge.chainSlot, edge.from.slot, edge.to.slot];
    if (edge.shortest) {
      const path = sought.paths.find(({ edges: all }) => all.includes(edge));
      const own = new Set([edge.slot, ...(path ? [path.slot] : [])]);
      const among = [...conditions].filter(({ needs }) => [...needs].some((slot) => own.has(slot)));
      for (const condition of among) {
        if (!isWithin(condition.needs, new Set([...bound, ...own])))
          throw unsupported(
            'a condition on a shortest path that another part of the pattern answers',
          );
        conditions.delete(condition);
      }
      add({ kind: 'shortest', edge, among, path }, slots);
    } else if (edge.isKnown)
      add({ kind: 'known', edge, fromKnown: isBound(edge.from), toKnown: isBound(edge.to) }, slots);
    else {
      const rightward = isBound(edge.from);
      const endKnown = isBound(rightward ? edge.to : edge.from);
      add({ kind: 'expand', edge, rightward, endKnown }, slots);
    }
  }
  for (let open = sought.nodes.filter((node) => !isBound(node)); open.length > 0;) {
    scan(open);
    open = open.filter((node) => !isBound(node));
  }
  if (sought.paths.length > 0)
    add(
      { kind: 'assemble', paths: sought.paths },
      sought.paths.map(({ slot }) => slot),
    );
  if (conditions.size > 0)
    add(
      { kind: 'check' },
      [...conditions].flatMap(({ needs }) => [...needs]),
    );
  return steps;
}

function isWithin(needs: ReadonlySet<number>, bound: ReadonlySet<number>): boolean {
  for (const slot of needs) if (!bound.has(slot)) return false;
  return true;
}

/** The relationship to follow next: a known one, then single ones before chains, then those whose both ends are known. */
function nextEdge(
  edges: readonly SoughtEdge[],
  isBound: (node: SoughtNode) => boolean,
): SoughtEdge | undefined {
  const rank = (edge: SoughtEdge): number => {
    if (edge.isKnown) return 0;
    const ends = Number(isBound(edge.from)) + Number(isBound(edge.to));
    if (edge.shortest) return ends === 2 ? 5 : Infinity;
    if (ends === 0) return Infinity;
    return (edge.pattern.range ? 3 : 1) + (2 - ends);
  };
  const [best] = edges.map((edge) => ({ edge, at: rank(edge) })).sort((a, b) => a.at - b.at);
  return best && best.at < Infinity ? best.edge : undefined;
}

function costOf(
  node: SoughtNode,
  { conditions }: Sought,
  bound: ReadonlySet<number>,
  graph: PropertyGraph,
): { readonly cost: number; readonly lookup?: Condition['equates'] } {
  const labels = labelsOf(node);
  const counts = labels.map((label) => graph.nodesOf(label).length);
  const count = counts.length > 0 ? Math.min(...counts) : graph.size;
  const lookup = conditions
    .map(({ equates }) => equates)
    .find((equates) => equates?.slot === node.slot && isWithin(equates.needs, bound));
  return lookup ? { cost: Math.log2(count + 1), lookup } : { cost: count };
}

/** Labels that the node surely has. */
export function labelsOf(node: SoughtNode): readonly string[] {
  return node.patterns.flatMap(({ labels }) => certainLabels(labels));
}
