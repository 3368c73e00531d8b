import {
  GraphEdge,
  GraphNode,
  GraphPath,
  pathsFrom,
  shortestPaths,
  type GraphValue,
  type NodeId,
} from '@momq/graph-store';
import { within } from '../syntax/expression-parts.js';
import type { SentenceOf } from '../syntax/syntax-tree.js';
import { queryError } from './engine-error.js';
import { holds } from './evaluate.js';
import { mostAround } from './most-around.js';
import { distinctRows } from './projection.js';
import { rowTurns } from './row-turns.js';
import { withName, type Scope } from './scope.js';
import { startsOf, walkOver } from './traverse.js';
import { yieldColumns } from './yield-columns.js';
import type { Table, Work } from './table.js';

/** FIND ALL, SHORTEST, SINGLE SHORTEST or NOLOOP PATH between each start and each end. `enough` is a number of rows. */
// eslint-disable-next-line @typescript-eslint/max-params -- its parts come from one statement
export function* runFindPath(
  find: SentenceOf<'find-path'>,
  scope: Scope,
  rows: readonly Scope[],
  ends: readonly Scope[],
  enough: number,
): Work<Table> {
  if (find.yields === undefined) throw queryError('Missing yield clause.');
  const { space, budget } = scope.session;
  const { columns, names } = yieldColumns(find.yields, scope);
  // PATH is a word of the language, in any case of letters.
  const spellings = columns
    .flatMap(({ expression }) => [...within(expression)])
    .flatMap((each) => (each.kind === 'label' && /^path$/i.test(each.name) ? [each.name] : []));
  const most = find.yields.distinct ? Infinity : enough;
  const aliases = new Map(find.over.types.map(({ name, alias }) => [alias ?? name, name]));
  const walk = {
    ...walkOver(find.over, scope),
    where: (step: GraphPath['steps'][number], source: GraphNode): boolean =>
      holds(find.where, { ...scope, hop: { source, step, aliases } }),
  };
  const nodes = (ids: readonly { readonly id: NodeId }[]): readonly GraphNode[] =>
    [...new Set(ids.map(({ id }) => space.graph.node(id)))].filter((node) => node !== undefined);
  const shown = rowTurns(scope.session, columns);
  const made: GraphValue[][] = [];
  if (most <= 0) return { columns: names, rows: made };
  const goals = nodes(startsOf(find.to, scope, ends));
  for (const start of nodes(startsOf(find.from, scope, rows))) {
    const found = function* (): Generator<GraphPath | undefined> {
      if (find.which === 'shortest' || find.which === 'single-shortest') {
        const which = find.which === 'shortest' ? 'all' : 'first';
        const most = find.upto;
        yield* shortestPaths(start, goals, walk, {
          most,
          which,
          mostAround: mostAround(walk, most),
        });
        return;
      }
      const rule = find.which === 'noloop' ? 'simple' : 'trail';
      const isGoal = new Set(goals);
      for (const path of pathsFrom(start, walk, { least: 1, most: find.upto, rule }))
        if (path === undefined || isGoal.has(path.end)) yield path;
    };
    for (const path of found()) {
      if (budget.step()) yield undefined;
      if (path === undefined) continue;
      budget.hold(path.steps.length + 1);
      const value = find.withProperties ? path : bare(path);
      const inner = spellings.reduce((at, name) => withName(at, name, value), scope);
      made.push(yield* shown.values(inner));
      if (made.length >= most) return { columns: names, rows: made };
    }
  }
  return { columns: names, rows: find.yields.distinct ? distinctRows(made) : made };
}

/** A path without properties and labels. */
function bare(path: GraphPath): GraphPath {
  const plain = (node: GraphNode): GraphNode => new GraphNode(node.id);
  return new GraphPath(
    plain(path.start),
    path.steps.map(({ edge, node, forward }) => ({
      edge: bareEdge(edge),
      node: plain(node),
      forward,
    })),
  );
}

/** An edge without properties. */
export function bareEdge({ type, from, to, rank }: GraphEdge): GraphEdge {
  return new GraphEdge(type, from, to, rank);
}
