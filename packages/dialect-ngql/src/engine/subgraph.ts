import {
  GraphEdge,
  GraphNode,
  stepsFrom,
  type GraphValue,
  type Properties,
  type Step,
} from '@momq/graph-store';
import { within } from '../syntax/expression-parts.js';
import { expressionText } from '../syntax/expression-text.js';
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
  checkTypes(sentence, scope);
  // An id that nothing has is a vertex all the same.
  const begun = new Map(
    startsOf(sentence.from, scope, rows).map(({ id }) => [
      id,
      space.graph.node(id) ?? new GraphNode(id),
    ]),
  );
  const seen = seenProperties(sentence);
  const yielded = new Set(
    columns.flatMap(({ expression }) =>
      [...within(expression)].flatMap((each) => (each.kind === 'whole' ? [each.what] : [])),
    ),
  );
  let level = [...begun.values()];
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
    const wholes = new Map<string, GraphValue>([
      ['VERTICES', level.map(seen.node)],
      ['EDGES', shownEdges.map(seen.edge)],
    ]);
    budget.hold(level.length + edges.length);
    if (yielded.has('VERTICES') || shownEdges.length > 0)
      made.push(columns.map(({ expression }) => evaluate(expression, { ...scope, wholes })));
    for (const node of next) visited.add(node);
    level = [...next];
  }
  return { columns: names, rows: sentence.yields.distinct ? distinctRows(made) : made };
}

/** Without WITH PROP, vertices and edges have the properties that the filter names, and nothing without a filter. */
function seenProperties({ withProperties, where }: SentenceOf<'subgraph'>): {
  readonly node: (node: GraphNode) => GraphNode;
  readonly edge: (edge: GraphEdge) => GraphEdge;
} {
  if (withProperties) return { node: (node) => node, edge: (edge) => edge };
  if (where === undefined) return { node: ({ id }) => new GraphNode(id), edge: bareEdge };
  const names = new Set(
    [...within(where)].flatMap((each) => {
      if (each.kind === 'end-property') return [`${each.tag}.${each.name}`];
      return each.kind === 'attribute' && each.of.kind === 'label'
        ? [`${each.of.name}.${each.name}`]
        : [];
    }),
  );
  const named = (label: string, properties: Properties): Properties =>
    new Map([...properties].filter(([name]) => names.has(`${label}.${name}`)));
  return {
    node: ({ id, labels }) =>
      new GraphNode(
        id,
        new Map([...labels].map(([tag, properties]) => [tag, named(tag, properties)])),
      ),
    edge: ({ type, from, to, rank, properties }) =>
      new GraphEdge(type, from, to, rank, named(type, properties)),
  };
}

/** @throws QueryExecutionError for a filter of an edge type that is not walked */
function checkTypes({ where, over }: SentenceOf<'subgraph'>, { session }: Scope): void {
  const types = over.flatMap((each) => each.types);
  if (where === undefined || types.length === 0) return;
  for (const each of within(where)) {
    if (each.kind !== 'attribute' || each.of.kind !== 'label') continue;
    const { name } = each.of;
    if (session.space.edges.has(name) && !types.includes(name))
      throw queryError(
        `Edge type "${name}" in filter "${expressionText(where)}" is not in the edge types [${types.join(',')}]`,
      );
  }
}

function admits(
  { where }: SentenceOf<'subgraph'>,
  scope: Scope,
  source: GraphNode,
  step: Step,
): boolean {
  return holds(where, { ...scope, hop: { source, step, aliases: new Map() } });
}
