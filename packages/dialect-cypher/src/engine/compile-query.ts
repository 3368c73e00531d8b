import { keyOf } from '@momq/graph-store';
import { compileClause } from './compile-clause.js';
import { oneRow, type ClauseRun, type Rows } from './clause-rows.js';
import { queryError } from './engine-error.js';
import type { Query, SingleQuery } from './query-parts.js';
import type { Row, Scope, StaticType } from './scope.js';

/** A column of a result and the slot of its values. */
export interface Column {
  readonly name: string;
  readonly slot: number;
  readonly type: StaticType;
}

/** A query that is ready to run on a row: none of its columns where it has no RETURN. */
export interface CompiledQuery {
  readonly columns: readonly Column[];
  readonly run: (row: Row) => Rows;
}

/** Makes a query ready. `enough` rows are all that is read of it. @throws QueryExecutionError, UnsupportedFeatureError */
export function compileQuery(query: Query, scope: Scope, enough = Infinity): CompiledQuery {
  const { parts, all } = query;
  if (new Set(all).size > 1)
    throw queryError('expected either UNION or UNION ALL between queries, got both');
  const isSingle = parts.length === 1;
  const compiled = parts.map((part) =>
    compileSingle(part, scope.inner(), isSingle ? enough : Infinity),
  );
  const [first, ...others] = compiled;
  if (isSingle) return first!;
  const { columns } = first!;
  if (columns.length === 0)
    throw queryError('expected RETURN on both sides of UNION, got a query without one');
  const runs = [first!.run, ...others.map((other) => aligned(other, columns))];
  const { budget } = scope.session;
  const keepsAll = all[0] === true;
  return {
    columns: columns.map((column) => ({ ...column, type: 'any' })),
    run: function* (row) {
      const seen = new Set<string>();
      for (const run of runs) {
        for (const each of run(row)) {
          if (each === undefined || keepsAll) {
            yield each;
            continue;
          }
          const key = columns.map(({ slot }) => keyOf(each[slot] ?? null)).join('\n');
          if (seen.has(key)) continue;
          seen.add(key);
          budget.hold(1);
          yield each;
        }
      }
    },
  };
}

/** A query whose values stand where those of the first query of a UNION do. @throws QueryExecutionError for other columns */
function aligned(query: CompiledQuery, columns: readonly Column[]): (row: Row) => Rows {
  const moves = columns.map(({ name, slot }) => {
    const own = query.columns.find((column) => column.name === name);
    if (own === undefined || query.columns.length !== columns.length)
      throw queryError(
        `expected the same columns on both sides of UNION, got ${columns.map((each) => each.name).join(', ')} and ${query.columns.map((each) => each.name).join(', ')}`,
      );
    return { from: own.slot, to: slot };
  });
  return function* (row) {
    for (const each of query.run(row)) {
      if (each === undefined) {
        yield undefined;
        continue;
      }
      const values = moves.map(({ from }) => each[from] ?? null);
      const moved = each.slice();
      moves.forEach(({ to }, index) => {
        moved[to] = values[index]!;
      });
      yield moved;
    }
  };
}

function compileSingle(clauses: SingleQuery, scope: Scope, enough: number): CompiledQuery {
  const runs: ClauseRun[] = [];
  const outer = new Set(scope.all.keys());
  let current = scope;
  let columns: readonly Column[] = [];
  clauses.forEach((clause, index) => {
    const isLast = index === clauses.length - 1;
    if (!isLast && (clause.kind === 'return' || clause.kind === 'finish'))
      throw queryError('expected nothing behind RETURN, got a clause');
    const compiled = compileClause(clause, current, {
      outer,
      enough: isLast ? enough : Infinity,
      isAlone: clauses.length === 1,
    });
    runs.push(compiled.run);
    current = compiled.scope;
    columns = compiled.columns ?? [];
  });
  return {
    columns,
    run: (row) => {
      let rows: Rows = oneRow(row);
      for (const run of runs) rows = run(rows, row);
      return rows;
    },
  };
}
