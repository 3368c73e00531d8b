import {
  type GraphEdge,
  GraphNode,
  stepsFrom,
  type GraphValue,
  type Step,
} from '@momq/graph-store';
import type { SentenceOf } from '../syntax/syntax-tree.js';
import { queryError } from './engine-error.js';
import { evaluate, holds } from './evaluate.js';
import { bareEdge } from './find-path.js';
import { distinctRows } from './projection.js';
import type { Scope } from './scope.js';
import { startsOf, walkOver } from './traverse.js';
import { yieldColumns } from './yield-columns.js';
import type { Table, Work } from './table.js';

/** GET SUBGRAPH: a row for each distance, with the vertices that are first reached there and the edges from them. */
export function* runSubgraph(
  sentence: SentenceOf<'subgraph'>,
  scope: Scope,
  rows: readonly Scope[],
): Work<Table> {
  if (sentence.yields === undefined) throw queryError('Missing yield clause.');
  const { budget, space } = scope.session;
  const { columns, names } = yieldColumns(sentence.yields, scope);
  const walks =
    sentence.over.length === 0
      ? [walkOver({ types: [], direction: 'both' }, scope)]
      : sentence.over.map(({ direction, types }) =>
          walkOver({ types: types.map((name) => ({ name })), direction }, scope),
        );
  const begun = startsOf(sentence.from, scope, rows).map(({ id }) => space.graph.node(id));
  let level = [...new Set(begun)].filter(
    (node) => node !== undefined && node.labels.size > 0,
  ) as GraphNode[];
  const visited = new Set(level);
  const taken = new Set<GraphEdge>();
  const made: GraphValue[][] = [];
  for (let depth = 0; depth <= sentence.steps && level.length > 0; depth += 1) {
    const isLast = depth === sentence.steps;
    const edges: GraphEdge[] = [];
    const next = new Set<GraphNode>();
    for (const source of level) {
      for (const walk of walks) {
        for (const step of stepsFrom(source, walk)) {
          if (budget.step()) yield undefined;
          if (isLast && !visited.has(step.node)) continue;
          if (!admits(sentence, scope, source, step)) continue;
          if (!visited.has(step.node)) next.add(step.node);
          if (taken.has(step.edge)) continue;
          taken.add(step.edge);
          edges.push(step.edge);
        }
      }
    }
    const shownEdges = sentence.steps === 0 ? [] : edges;
    const { withProperties } = sentence;
    const wholes = new Map<string, GraphValue>([
      ['VERTICES', withProperties ? level : level.map(({ id }) => new GraphNode(id))],
      ['EDGES', withProperties ? shownEdges : shownEdges.map(bareEdge)],
    ]);
    budget.hold(level.length + edges.length);
    made.push(columns.map(({ expression }) => evaluate(expression, { ...scope, wholes })));
    for (const node of next) visited.add(node);
    level = [...next];
  }
  return { columns: names, rows: sentence.yields.distinct ? distinctRows(made) : made };
}

function admits(
  { where }: SentenceOf<'subgraph'>,
  scope: Scope,
  source: GraphNode,
  step: Step,
): boolean {
  return holds(where, { ...scope, hop: { source, step, aliases: new Map() } });
}
