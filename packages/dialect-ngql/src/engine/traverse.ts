import {
  GraphNode,
  isList,
  isNull,
  keyOf,
  stepsFrom,
  type GraphValue,
  type NodeId,
  type Walk,
} from '@momq/graph-store';
import { within } from '../syntax/expression-parts.js';
import type { Column, Expression, Over, SentenceOf, Vids } from '../syntax/syntax-tree.js';
import { queryError } from './engine-error.js';
import { evaluate } from './evaluate.js';
import { distinctRows } from './projection.js';
import { rowTurns } from './row-turns.js';
import type { Scope, TableRow } from './scope.js';
import { yieldColumns } from './yield-columns.js';
import type { Table, Work } from './table.js';

/** A start of a traversal, with the row that named it. */
export interface Start {
  readonly id: NodeId;
  readonly scope: Scope;
}

/** The vertices that FROM or TO names, in its order. */
export function startsOf(vids: Vids, scope: Scope, rows: readonly Scope[]): readonly Start[] {
  if (vids.kind === 'list')
    return vids.items.map((item) => ({ id: vidOf(evaluate(item, scope), scope), scope }));
  return rows.flatMap((row) => {
    const value = evaluate(vids.column, row);
    return isNull(value) ? [] : [{ id: vidOf(value, scope), scope: row }];
  });
}

/** An id. @throws QueryExecutionError for another value, and for a text where the ids of the space are whole numbers, or the other way */
export function vidOf(value: GraphValue, { session }: Scope): NodeId {
  const id = value instanceof GraphNode ? value.id : value;
  if (typeof id !== 'string' && typeof id !== 'bigint')
    throw queryError('Vid should be a string or an integer: Invalid vid');
  const [node] = session.space.graph.nodes();
  if (node !== undefined && typeof node.id !== typeof id)
    throw queryError(
      `The VID must be ${typeof id === 'string' ? 'a 64-bit integer' : 'a string'} in this space`,
    );
  return id;
}

/** OVER as a walk. @throws QueryExecutionError for an edge type that the space lacks */
export function walkOver({ types, direction }: Over, scope: Scope): Walk {
  for (const { name } of types)
    if (!scope.session.space.edges.has(name))
      throw queryError(`${name} not found in space [${scope.session.space.name}].`);
  return { direction, ...(types.length > 0 && { types: new Set(types.map(({ name }) => name)) }) };
}

/** GO: the edges that are reached after so many steps. Each step goes on from every vertex once. */
export function* runGo(go: SentenceOf<'go'>, scope: Scope, rows: readonly Scope[]): Work<Table> {
  if (go.yields === undefined) throw queryError('Missing yield clause.');
  const { columns, names } = yieldColumns(go.yields, scope);
  const walk = walkOver(go.over, scope);
  const aliases = new Map(go.over.types.map(({ name, alias }) => [alias ?? name, name]));
  const { budget } = scope.session;
  const shown = rowTurns(scope.session, columns, go.where);
  const made: GraphValue[][] = [];
  const cuts = cutsOf(go, scope);
  const groups = groupsOf(go, scope, rows);
  for (let step = 1; step <= go.steps.most; step += 1) {
    if (groups.every(({ frontier }) => frontier.length === 0)) break;
    const isShown = step >= go.steps.least;
    let left = cuts?.[step - 1] ?? Infinity;
    for (const group of groups) {
      const next = new Set<GraphNode>();
      for (const source of group.frontier) {
        for (const each of stepsFrom(source, walk)) {
          if (left <= 0) break;
          if (budget.step()) yield undefined;
          const hop = { source, step: each, aliases };
          const kept: Scope[] = [];
          for (const row of isShown ? group.rows : []) {
            const inner = { ...row, hop };
            if (yield* shown.holds(inner)) kept.push(inner);
          }
          next.add(each.node);
          if (isShown && kept.length === 0) continue;
          left -= 1;
          budget.hold(columns.length * kept.length);
          for (const inner of kept) made.push(yield* shown.values(inner));
        }
      }
      group.frontier = [...next];
    }
  }
  return { columns: names, rows: go.yields.distinct ? distinctRows(made) : made };
}

/** Where GO stands: the vertices that are reached from a start, and the rows that named it. */
interface Group {
  frontier: readonly GraphNode[];
  readonly rows: readonly Scope[];
}

/** A group for each id of a column, which goes its way once for all rows; one for ids that the text names. */
function groupsOf(
  { from }: SentenceOf<'go'>,
  scope: Scope,
  rows: readonly Scope[],
): readonly Group[] {
  const starts = startsOf(from, scope, rows);
  const { graph } = scope.session.space;
  const nodes = (ids: Iterable<NodeId>): readonly GraphNode[] =>
    [...ids].map((id) => graph.node(id)).filter((node) => node !== undefined);
  if (from.kind !== 'column')
    return [{ frontier: nodes(new Set(starts.map(({ id }) => id))), rows: [scope] }];
  const byId = new Map<NodeId, Scope[]>();
  for (const { id, scope: row } of starts) {
    const known = byId.get(id);
    if (known) known.push(row);
    else byId.set(id, [row]);
  }
  return [...byId].map(([id, all]) => ({ frontier: nodes([id]), rows: all }));
}

function cutsOf(go: SentenceOf<'go'>, scope: Scope): readonly number[] | undefined {
  if (go.cut === undefined) return undefined;
  const sizes = evaluate(go.cut.size, scope);
  if (!isList(sizes)) throw queryError('Limit/Sample should be a list.');
  if (sizes.length !== go.steps.most)
    throw queryError(
      '`LIMIT/SAMPLE` must be one number for each step: length must be equal to GO step size',
    );
  return sizes.map((size) => {
    if (typeof size !== 'bigint') throw queryError('Limit/Sample element type must be Integer.');
    if (size < 0n) throw queryError('Limit/Sample element must be nonnegative.');
    return Number(size);
  });
}

/** Rows of a table as scopes: as `$-`, or as `$name`. */
export function rowScopes(table: Table, scope: Scope, variable?: string): readonly Scope[] {
  return table.rows.map((row) => {
    const at: TableRow = { table, row };
    if (variable === undefined) return { ...scope, input: at };
    return { ...scope, variableRows: new Map([...(scope.variableRows ?? []), [variable, at]]) };
  });
}

/** Columns whose expressions are kept, by a key of their values. */
export function rowKey(columns: readonly Column[], scope: Scope): string {
  return columns.map(({ expression }) => keyOf(evaluate(expression, scope))).join('\u0000');
}

/** The variables whose columns an expression names. */
export function variablesIn(expressions: readonly Expression[]): readonly string[] {
  const names = expressions.flatMap((expression) =>
    [...within(expression)].flatMap((each) =>
      each.kind === 'variable-column' ? [each.variable] : [],
    ),
  );
  return [...new Set(names)];
}
