import {
  GraphEdge,
  GraphPath,
  isList,
  isNull,
  typeOf,
  type GraphNode,
  type GraphValue,
  type Step,
  type Walk,
} from '@momq/graph-store';
import { queryError } from './engine-error.js';
import type { Row } from './scope.js';
import type { Finding, StepOf, Used } from './step-parts.js';

/** A relationship, or a list of them, that an earlier clause has found: its ends follow from it. */
export function* findKnown(
  { edge, fromKnown, toKnown }: StepOf<'known'>,
  row: Row,
  used: Used,
): Finding {
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
