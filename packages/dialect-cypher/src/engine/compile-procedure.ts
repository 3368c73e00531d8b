import type { ClauseRun } from './clause-rows.js';
import type { ClausePlace, CompiledClause } from './compile-clause.js';
import { filter } from './filter-rows.js';
import { compile } from './compilers.js';
import { queryError, unsupported } from './engine-error.js';
import { hasAggregate } from './expression-parts.js';
import type { Procedure } from './procedures.js';
import type { Clause, Expression } from './query-parts.js';
import type { Compiled, Scope } from './scope.js';

type CallClause = Extract<Clause, { kind: 'procedure' }>;

/** `CALL name(...) YIELD ...`: for each row the rows of a procedure. */
export function compileProcedure(
  clause: CallClause,
  scope: Scope,
  { isAlone }: ClausePlace,
): CompiledClause {
  const { name, optional } = clause;
  const procedure = scope.session.procedures.get(name.toLowerCase());
  if (procedure === undefined) throw unsupported(`the procedure ${name}`);
  const given = argumentsOf(clause, procedure, scope, isAlone);
  const yields = yieldsOf(clause, procedure, isAlone);
  const next = scope.inner();
  const columns = yields.map(({ column, name: as }) => {
    const index = procedure.columns.indexOf(column);
    if (index < 0) throw queryError(`expected a column of ${name} behind YIELD, got ${column}`);
    if (next.has(as)) throw queryError(`expected a new name behind YIELD, got ${as}`);
    return { name: as, index, ...next.declare(as, 'any') };
  });
  const { session } = scope;
  const isVoid = procedure.columns.length === 0;
  const run: ClauseRun = function* (rows) {
    for (const row of rows) {
      if (row === undefined) {
        yield undefined;
        continue;
      }
      let some = false;
      const values = yield* session.budget.turns.run(() => given.map(({ value }) => value(row)));
      for (const found of procedure.rows(values, session)) {
        if (session.budget.step()) yield undefined;
        some = true;
        const made = row.slice();
        for (const { slot, index } of columns) made[slot] = found[index] ?? null;
        yield made;
      }
      if ((isVoid && !isAlone) || (optional && !some)) {
        const made = row.slice();
        for (const { slot } of columns) made[slot] = null;
        yield made;
      }
    }
  };
  const kept = clause.where && filter(clause.where, next);
  const whole: ClauseRun = kept ? (rows, base) => kept(run(rows, base), base) : run;
  return { run: whole, scope: next, ...(isAlone && { columns }) };
}

/** Without brackets, arguments are the parameters of their names. */
function argumentsOf(
  { name, arguments: written }: CallClause,
  { takes }: Procedure,
  scope: Scope,
  isAlone: boolean,
): readonly Compiled[] {
  if (written === undefined && takes.length > 0 && !isAlone)
    throw queryError(`${name}: expected arguments in brackets, got none`);
  const given: readonly Expression[] =
    written ??
    takes.map((each) => ({ kind: 'parameter', name: each.name, span: { from: 0, to: 0 } }));
  if (given.length !== takes.length)
    throw queryError(`${name}: expected ${takes.length} arguments, got ${given.length}`);
  if (given.some(hasAggregate)) throw queryError(`${name}: expected no aggregate as an argument`);
  return given.map((each) => compile(each, scope));
}

function yieldsOf(
  { name, yields }: CallClause,
  { columns }: Procedure,
  isAlone: boolean,
): readonly { readonly column: string; readonly name: string }[] {
  if (yields !== undefined && yields !== 'all') return yields;
  if (yields === undefined && !isAlone && columns.length > 0)
    throw queryError(`${name}: expected YIELD with its columns, got none`);
  if (yields === 'all' && !isAlone) throw queryError(`${name}: expected names behind YIELD, got *`);
  return columns.map((column) => ({ column, name: column }));
}
