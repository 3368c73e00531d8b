import type { GraphValue } from '@momq/graph-store';
import { hasAggregate } from '../syntax/expression-parts.js';
import { expressionText } from '../syntax/expression-text.js';
import type {
  Column,
  Expression,
  MatchClause,
  OrderFactor,
  PathPattern,
  Projection,
  SentenceOf,
} from '../syntax/syntax-tree.js';
import { isList, isNull, ValueSet } from '@momq/graph-store';
import { checkMatch } from './check-match.js';
import { queryError } from './engine-error.js';
import { mayHold } from './early-conditions.js';
import { conditionsBehind, joined } from './later-conditions.js';
import { matchPath, patternPaths, type Rows } from './pattern-match.js';
import { rowTurns } from './row-turns.js';
import { columnName, distinctRows, groupedRows, rowCount, sortedRows } from './projection.js';
import { valueOf, type Bindings, type Scope, type Session } from './scope.js';
import type { Table, Work } from './table.js';

const nothing: Bindings = { name: '', value: null, next: undefined };

/** Runs the clauses of MATCH. `most` is a number of rows that is enough. */
export function* runMatch(
  { clauses }: SentenceOf<'match'>,
  session: Session,
  variableScope: Partial<Scope>,
  most: number,
): Work<Table> {
  checkMatch(clauses);
  const scope: Scope = { ...variableScope, session, paths: patternPaths };
  let rows: Rows = one(nothing);
  let names: readonly string[] = [];
  for (const [place, clause] of clauses.entries()) {
    switch (clause.kind) {
      case 'match': {
        const later = clause.optional ? undefined : conditionsBehind(clauses.slice(place + 1));
        rows = matchClause({ ...clause, later }, rows, scope, names);
        names = [...new Set([...names, ...clause.paths.flatMap(namesOf)])];
        break;
      }
      case 'unwind':
        rows = unwind(clause, rows, scope);
        names = [...names, clause.name];
        break;
      case 'with': {
        const columns = columnsOf(clause.projection, names);
        requireNamesApart(columns.map(columnName));
        const table = yield* project(clause.projection, columns, rows, scope, Infinity);
        names = table.columns;
        rows = fromTable(table, clause, scope);
        break;
      }
      case 'return': {
        const columns = columnsOf(clause.projection, names);
        return yield* project(clause.projection, columns, rows, scope, most);
      }
    }
  }
  throw queryError('expected RETURN at the end, got none');
}

function* one(bindings: Bindings): Rows {
  yield bindings;
}

/** Names that a pattern binds, in the order of the text. */
export function namesOf(path: PathPattern): readonly string[] {
  const names = path.nodes.flatMap((node, index) => [node.name, path.edges[index]?.name ?? '']);
  return [...names, path.name].filter((name) => name !== '');
}

function* matchClause(
  clause: Extract<MatchClause, { kind: 'match' }> & { readonly later: Expression | undefined },
  rows: Rows,
  scope: Scope,
  known: readonly string[],
): Rows {
  const { paths, where, optional, later } = clause;
  const early = joined(where, later);
  const kept = rowTurns(scope.session, [], where);
  function* matched(bindings: Bindings, at: number): Rows {
    const path = paths[at];
    if (path === undefined) {
      const row = { ...scope, bindings };
      if ((yield* kept.holds(row)) && mayHold(later, row)) yield bindings;
      return;
    }
    for (const row of matchPath(path, { ...scope, bindings }, early)) {
      if (row === undefined) yield undefined;
      else yield* matched(row, at + 1);
    }
  }
  for (const row of rows) {
    if (row === undefined) {
      yield undefined;
      continue;
    }
    let found = false;
    const hasNull = paths
      .flatMap(namesOf)
      .some((name) => known.includes(name) && valueOf(row, name) === null);
    if (!hasNull) {
      for (const match of matched(row, 0)) {
        if (match !== undefined) found = true;
        yield match;
      }
    }
    if (found || !optional) continue;
    const missing = paths.flatMap(namesOf).filter((name) => !known.includes(name));
    yield missing.reduce<Bindings>((next, name) => ({ name, value: null, next }), row);
  }
}

function* unwind(clause: Extract<MatchClause, { kind: 'unwind' }>, rows: Rows, scope: Scope): Rows {
  if (hasAggregate(clause.list))
    throw queryError("Can't use aggregating expressions in unwind clause");
  const list = rowTurns(scope.session, [{ expression: clause.list }]);
  for (const row of rows) {
    if (row === undefined) {
      yield undefined;
      continue;
    }
    const [value = null] = yield* list.values({ ...scope, bindings: row });
    for (const item of itemsOf(value)) {
      if (scope.session.budget.step()) yield undefined;
      yield { name: clause.name, value: item, next: row };
    }
  }
}

/** What UNWIND makes rows of: the items of a list, nothing of null, a value alone of anything else. */
export function itemsOf(value: GraphValue): readonly GraphValue[] {
  if (isList(value)) return value;
  if (value instanceof ValueSet) return value.items;
  return isNull(value) ? [] : [value];
}

function* fromTable(
  table: Table,
  clause: Extract<MatchClause, { kind: 'with' }>,
  scope: Scope,
): Rows {
  const kept = rowTurns(scope.session, [], clause.where);
  for (const row of table.rows) {
    if (scope.session.budget.step()) yield undefined;
    const bindings = bindingsOf(table, row);
    if (yield* kept.holds({ ...scope, bindings })) yield bindings;
  }
}

function bindingsOf({ columns }: Table, row: readonly GraphValue[]): Bindings {
  return columns.reduce<Bindings>(
    (next, name, index) => ({ name, value: row[index]!, next }),
    nothing,
  );
}

function columnsOf({ all, columns }: Projection, names: readonly string[]): readonly Column[] {
  if (!all) return columns;
  if (names.length === 0 && columns.length === 0)
    throw queryError('RETURN * is not allowed when there are no variables in scope');
  const own = names.map((name): Column => ({
    expression: { kind: 'label', name, start: 0, end: 0 },
    name,
  }));
  return [...own, ...columns];
}

function requireNamesApart(names: readonly string[]): void {
  const same = names.find((name, index) => names.indexOf(name) !== index);
  if (same !== undefined) throw queryError(`Column \`${same}' defined multiple times`);
}

/** RETURN and WITH. */
// eslint-disable-next-line @typescript-eslint/max-params -- its parts come from one clause
function* project(
  projection: Projection,
  columns: readonly Column[],
  rows: Rows,
  scope: Scope,
  most: number,
): Work<Table> {
  const names = columns.map(columnName);
  const skip = rowCount(projection.skip, scope, 'SKIP') ?? 0;
  const limit = rowCount(projection.limit, scope, 'LIMIT') ?? Infinity;
  const isGrouped = columns.some(({ expression }) => hasAggregate(expression));
  const isLazy = !isGrouped && !projection.distinct && projection.orderBy.length === 0;
  const enough = isLazy ? Math.min(skip + limit, skip + most) : Infinity;
  const { budget } = scope.session;
  const shown = rowTurns(scope.session, columns);
  const scopes: Scope[] = [];
  let made: (readonly GraphValue[])[] = [];
  if (enough > 0) {
    for (const bindings of rows) {
      if (bindings === undefined) {
        yield undefined;
        continue;
      }
      const row = { ...scope, bindings };
      budget.hold(columns.length);
      if (isGrouped) scopes.push(row);
      else made.push(yield* shown.values(row));
      if (made.length >= enough) break;
      if (budget.step()) yield undefined;
    }
  }
  if (isGrouped) made = yield* groupedRows(columns, scopes, scope);
  if (projection.distinct) made = distinctRows(made);
  const sorted = sortedRows(
    made,
    projection.orderBy,
    (row, factor) => row[sortColumn(factor, names)]!,
  );
  return { columns: names, rows: sorted.slice(skip, skip + limit) };
}

function sortColumn({ expression }: OrderFactor, names: readonly string[]): number {
  const index = names.indexOf(expressionText(expression));
  if (index < 0) throw queryError('Only column name can be used as sort item');
  return index;
}
