import type { ClauseRun } from './clause-rows.js';
import type { CompiledClause } from './compile-clause.js';
import { compileInner } from './compilers.js';
import { queryError } from './engine-error.js';
import type { Clause, Projection, Query, SingleQuery } from './query-parts.js';
import type { Scope } from './scope.js';

type CallClause = Extract<Clause, { kind: 'subquery' }>;

/** `CALL { }`: for each row the rows of a query, which sees the names that it takes over. */
export function compileCall(clause: CallClause, scope: Scope): CompiledClause {
  const { imports, optional } = clause;
  const inner = scope.emptied();
  const names = imports === 'all' ? [...scope.all.keys()] : (imports ?? []);
  for (const name of names) inner.alias(name, scope.variable(name));
  const query =
    imports === undefined
      ? compileInner(withImports(clause.query, scope, inner), inner)
      : compileInner(clause.query, inner);
  const next = scope.inner();
  for (const { name, slot, type } of query.columns) {
    if (scope.has(name)) throw queryError(`expected a new name from CALL { }, got ${name}`);
    next.alias(name, { slot, type });
  }
  const isUnit = query.columns.length === 0;
  const run: ClauseRun = function* (rows) {
    for (const row of rows) {
      if (row === undefined) {
        yield undefined;
        continue;
      }
      let some = false;
      for (const found of query.run(row)) {
        if (found === undefined) yield undefined;
        else if (!isUnit) {
          some = true;
          const joined = row.slice();
          for (const { slot } of query.columns) joined[slot] = found[slot] ?? null;
          yield joined;
        }
      }
      if (isUnit || (!some && optional)) {
        const empty = row.slice();
        for (const { slot } of query.columns) empty[slot] = null;
        yield empty;
      }
    }
  };
  return { run, scope: next };
}

/** A query whose WITH at the beginning names what it takes over: those names and no others are in `inner` then. */
function withImports(query: Query, scope: Scope, inner: Scope): Query {
  const parts = query.parts.map((clauses): SingleQuery => {
    const [first, ...others] = clauses;
    if (first?.kind !== 'with' || !isImport(first.projection) || first.where) return clauses;
    const { all, items } = first.projection;
    const names = all ? [...scope.all.keys()] : items.map(({ name }) => name);
    for (const name of names) inner.alias(name, scope.variable(name));
    return others;
  });
  return { ...query, parts };
}

function isImport({ items, distinct, order, skip, limit }: Projection): boolean {
  return (
    !distinct &&
    order.length === 0 &&
    !skip &&
    !limit &&
    items.every(({ value, name }) => value.kind === 'variable' && value.name === name)
  );
}
