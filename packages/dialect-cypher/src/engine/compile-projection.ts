import type { Turns } from '@momq/core/execution';
import { keyOf } from '@momq/graph-store';
import { groupedRows } from './grouped-rows.js';
import { AggregateList } from './aggregate-list.js';
import { type ClauseRun, type Rows } from './clause-rows.js';
import type { ClausePlace, CompiledClause } from './compile-clause.js';
import { filter } from './filter-rows.js';
import { compile } from './compilers.js';
import { queryError } from './engine-error.js';
import { expressionKey, hasAggregate } from './expression-parts.js';
import { mayPause, type RowValue } from './expression-turns.js';
import { requireGrouped } from './grouping-check.js';
import { rowNumber } from './row-number.js';
import type { Expression, Projection, ReturnItem } from './query-parts.js';
import type { Scope, Variable } from './scope.js';
import { sortedRows } from './sorted-rows.js';

/** WITH and RETURN: new names for values, groups, order, and a part of the rows. */
export function compileProjection(
  projection: Projection,
  where: Expression | undefined,
  scope: Scope,
  place: ClausePlace & { readonly isReturn: boolean },
): CompiledClause {
  const items = itemsOf(projection, scope, place);
  const isGrouped = items.some(({ value }) => hasAggregate(value));
  const aggregates = new AggregateList(scope.inner({ aggregates: undefined, known: undefined }));
  const source = scope.inner({ aggregates: isGrouped ? aggregates : undefined });
  if (isGrouped) requireGrouped(items, projection.order, scope);
  const columns = items.map(({ name, value: expression }) => {
    const { value, type } = compile(expression, source);
    const pauses = mayPause(expression);
    return { name, type, value, pauses, slot: scope.slot(), isKey: !hasAggregate(expression) };
  });

  const next = scope.emptied();
  for (const name of place.outer) if (scope.has(name)) next.alias(name, scope.variable(name));
  for (const { name, slot, type } of columns) next.alias(name, { slot, type });

  const seesSource = !isGrouped && !projection.distinct;
  const sorting = (seesSource ? scope : next).inner({
    aggregates: undefined,
    known: knownIn(items, columns, seesSource),
  });
  for (const { name, slot, type } of columns) sorting.alias(name, { slot, type });
  const order = projection.order.map(({ value, descending }) => ({
    value: compile(value, sorting).value,
    pauses: mayPause(value),
    descending,
  }));
  const skip = projection.skip && rowNumber('SKIP', projection.skip, scope);
  const limit = projection.limit && rowNumber('LIMIT', projection.limit, scope);
  const kept = where && filter(where, sorting.inner({ aggregates: undefined }));
  const { session } = scope;
  const hold = (count: number): void => session.budget.hold(count);
  const keys = columns.filter(({ isKey }) => isKey);
  const most = (skip ?? 0) + Math.min(limit ?? Infinity, kept ? Infinity : place.enough);

  const run: ClauseRun = function* (rows, base) {
    let made: Rows = isGrouped ? groupedRows(rows, base, keys, aggregates.calls, session) : rows;
    made = projected(made, columns, session.budget.turns);
    if (projection.distinct) made = distinctRows(made, columns, hold);
    if (order.length > 0) made = sortedRows(made, order, most, session.budget);
    if (skip !== undefined || limit !== undefined) made = part(made, skip ?? 0, limit ?? Infinity);
    if (kept) made = kept(made, base);
    yield* made;
  };
  return { run, scope: next, ...(place.isReturn && { columns }) };
}

/** The columns, `*` as the names that it stands for. @throws QueryExecutionError for columns without or with the same name */
function itemsOf(
  { all, items }: Projection,
  scope: Scope,
  { isReturn, outer }: ClausePlace & { readonly isReturn: boolean },
): readonly ReturnItem[] {
  const names = all ? [...scope.all.keys()].filter((name) => !outer.has(name)).sort() : [];
  if (all && isReturn && names.length === 0 && items.length === 0)
    throw queryError('expected variables for *, got none');
  const span = { from: 0, to: 0 };
  const whole = names.map((name): ReturnItem => ({
    name,
    value: { kind: 'variable', name, span },
    named: true,
  }));
  const columns = [...whole, ...items];
  const seen = new Set<string>();
  for (const { name, named } of columns) {
    if (!isReturn && !named)
      throw queryError(`expected a name for ${name} in WITH, got none. Write ${name} AS name`);
    if (seen.has(name)) throw queryError(`expected columns of different names, got ${name} twice`);
    seen.add(name);
  }
  return columns;
}

/** Values that ORDER BY may name by the expression of their column. */
function knownIn(
  items: readonly ReturnItem[],
  columns: readonly Variable[],
  seesSource: boolean,
): ReadonlyMap<string, Variable> {
  const names = new Set(items.map(({ name }) => name));
  const known = new Map<string, Variable>();
  items.forEach(({ value }, index) => {
    if (value.kind === 'literal') return;
    if (value.kind === 'variable' && (seesSource || names.has(value.name))) return;
    known.set(expressionKey(value), columns[index]!);
  });
  return known;
}

function* projected(
  rows: Rows,
  columns: readonly (RowValue & { readonly slot: number })[],
  turns: Turns,
): Rows {
  for (const row of rows) {
    if (row === undefined) {
      yield undefined;
      continue;
    }
    const made = row.slice();
    for (const { slot, value, pauses } of columns)
      made[slot] = pauses ? yield* turns.run(() => value(row)) : value(row);
    yield made;
  }
}

function* distinctRows(
  rows: Rows,
  columns: readonly Variable[],
  hold: (count: number) => void,
): Rows {
  const seen = new Set<string>();
  for (const row of rows) {
    if (row !== undefined) {
      const key = columns.map(({ slot }) => keyOf(row[slot] ?? null)).join('\n');
      if (seen.has(key)) continue;
      hold(1);
      seen.add(key);
    }
    yield row;
  }
}

function* part(rows: Rows, skip: number, limit: number): Rows {
  let [passed, given] = [0, 0];
  if (limit === 0) return;
  for (const row of rows) {
    if (row === undefined) {
      yield undefined;
      continue;
    }
    passed += 1;
    if (passed <= skip) continue;
    yield row;
    given += 1;
    if (given >= limit) return;
  }
}
