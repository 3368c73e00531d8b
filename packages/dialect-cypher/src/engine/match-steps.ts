import {
  GraphPath,
  stepsFrom,
  type GraphEdge,
  type GraphNode,
  type GraphValue,
  type Step,
} from '@momq/graph-store';
import { findChains, findShortest } from './chain-steps.js';
import { findKnown } from './known-step.js';
import type { SoughtPath } from './sought.js';
import { labelsOf, type PlannedStep } from './match-plan.js';
import type { Row, Session } from './scope.js';
import { nodeIn, walkOf, type Finding, type StepOf, type Used } from './step-parts.js';

/** Runs one step on a row, which it changes. */
export function find(step: PlannedStep, row: Row, used: Used, session: Session): Finding {
  switch (step.kind) {
    case 'check':
      return once();
    case 'scan':
      return scan(step, row, session);
    case 'known':
      return findKnown(step, row, used);
    case 'expand':
      return step.edge.pattern.range ? findChains(step, row, used) : expand(step, row, used);
    case 'shortest':
      return findShortest(step, row);
    case 'assemble':
      return assemble(step, row);
  }
}

function* once(): Finding {
  yield true;
}

function* scan({ node, lookup }: StepOf<'scan'>, row: Row, { graph, budget }: Session): Finding {
  const [label] = [...labelsOf(node)].sort(
    (a, b) => graph.nodesOf(a).length - graph.nodesOf(b).length,
  );
  let sought: GraphValue = null;
  if (lookup !== undefined) {
    const finding = budget.turns.run(() => lookup.value(row));
    let step = finding.next();
    for (; !step.done; step = finding.next()) yield false;
    sought = step.value;
  }
  const found = lookup && graph.nodesWith(label, lookup.property, sought);
  const nodes = found ?? (label === undefined ? graph.nodes() : graph.nodesOf(label));
  for (const each of nodes) {
    row[node.slot] = each;
    yield true;
  }
}

function* expand({ edge, rightward, endKnown }: StepOf<'expand'>, row: Row, used: Used): Finding {
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

function* assemble({ paths }: StepOf<'assemble'>, row: Row): Finding {
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
