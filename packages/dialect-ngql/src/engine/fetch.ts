import { GraphNode, type GraphValue } from '@momq/graph-store';
import { within } from '../syntax/expression-parts.js';
import type { Expression, SentenceOf } from '../syntax/syntax-tree.js';
import { queryError } from './engine-error.js';
import { evaluate } from './evaluate.js';
import { distinctRows } from './projection.js';
import { rowTurns } from './row-turns.js';
import type { Scope } from './scope.js';
import { startsOf, vidOf } from './traverse.js';
import { yieldColumns } from './yield-columns.js';
import type { Table, Work } from './table.js';

/** True where an expression asks for the row that came before. */
export function usesInput(expressions: readonly Expression[]): boolean {
  return expressions.some((each) =>
    [...within(each)].some(({ kind }) => kind === 'input' || kind === 'variable-column'),
  );
}

/** FETCH PROP ON tags: a row for each vertex that has one of them. */
export function* runFetchVertices(
  fetch: SentenceOf<'fetch-vertices'>,
  scope: Scope,
  rows: readonly Scope[],
): Work<Table> {
  if (fetch.yields === undefined) throw queryError('Missing yield clause.');
  const { space, budget } = scope.session;
  const { tags } = fetch;
  for (const tag of tags === '*' ? [] : tags)
    if (!space.tags.has(tag)) throw queryError(`No schema found for \`${tag}'`);
  const { columns, names } = yieldColumns(fetch.yields, scope);
  const shown = rowTurns(scope.session, columns);
  const isJoined = usesInput(columns.map(({ expression }) => expression));
  const seen = new Set<unknown>();
  const made: GraphValue[][] = [];
  for (const { id, scope: row } of startsOf(fetch.vids, scope, rows)) {
    if (budget.step()) yield undefined;
    const vertex = space.graph.node(id);
    if (vertex === undefined || (fetch.vids.kind === 'column' && !isJoined && seen.has(id)))
      continue;
    seen.add(id);
    const fetched = tags === '*' ? vertex : withTags(vertex, tags);
    if (fetched.labels.size === 0) continue;
    budget.hold(columns.length);
    made.push(yield* shown.values({ ...row, vertex: fetched }));
  }
  return { columns: names, rows: fetch.yields.distinct ? distinctRows(made) : made };
}

/** A vertex as it is where only these tags are read. */
function withTags(vertex: GraphNode, tags: readonly string[]): GraphNode {
  return new GraphNode(
    vertex.id,
    new Map([...vertex.labels].filter(([tag]) => tags.includes(tag))),
  );
}

/** FETCH PROP ON an edge type: a row for each edge that a key names. */
export function* runFetchEdges(
  fetch: SentenceOf<'fetch-edges'>,
  scope: Scope,
  rows: readonly Scope[],
): Work<Table> {
  if (fetch.yields === undefined) throw queryError('Missing yield clause.');
  const { space, budget } = scope.session;
  const [type] = fetch.types;
  if (fetch.types.length > 1 || type === undefined)
    throw queryError('only allow fetch on one edge');
  if (!space.edges.has(type)) throw queryError(`No schema found for \`${type}'`);
  const { columns, names } = yieldColumns(fetch.yields, scope);
  const shown = rowTurns(scope.session, columns);
  const made: GraphValue[][] = [];
  for (const key of fetch.keys) {
    const isNamed = usesInput([key.from, key.to]);
    for (const row of isNamed ? rows : [scope]) {
      if (budget.step()) yield undefined;
      const [from, to] = [key.from, key.to].map((end) => vidOf(evaluate(end, row), scope));
      const rank = key.rank ? evaluate(key.rank, row) : 0n;
      const source = space.graph.node(from!);
      for (const edge of source?.outgoing ?? []) {
        if (edge.type !== type || edge.to.id !== to || edge.rank !== rank) continue;
        const step = { edge, node: edge.to, forward: true };
        const inner = { ...row, hop: { source: edge.from, step, aliases: new Map() } };
        made.push(yield* shown.values(inner));
      }
    }
  }
  return { columns: names, rows: fetch.yields.distinct ? distinctRows(made) : made };
}

/** LOOKUP ON a tag or an edge type. */
export function* runLookup(lookup: SentenceOf<'lookup'>, scope: Scope): Work<Table> {
  if (lookup.yields === undefined) throw queryError('Missing yield clause.');
  const { space, budget } = scope.session;
  const { on } = lookup;
  const isTag = space.tags.has(on);
  if (!isTag && !space.edges.has(on))
    throw queryError(`\`${on}': No tag or edge of this name found`);
  const { columns, names } = yieldColumns(lookup.yields, scope);
  const shown = rowTurns(scope.session, columns, lookup.where);
  const scopes: Iterable<Scope> = isTag
    ? space.graph.nodesOf(on).map((vertex) => ({ ...scope, vertex }))
    : space.graph.edgesOf(on).map((edge) => ({
        ...scope,
        hop: {
          source: edge.from,
          step: { edge, node: edge.to, forward: true },
          aliases: new Map(),
        },
      }));
  const made: GraphValue[][] = [];
  for (const inner of scopes) {
    if (budget.step()) yield undefined;
    if (!(yield* shown.holds(inner))) continue;
    budget.hold(columns.length);
    made.push(yield* shown.values(inner));
  }
  return { columns: names, rows: lookup.yields.distinct ? distinctRows(made) : made };
}
