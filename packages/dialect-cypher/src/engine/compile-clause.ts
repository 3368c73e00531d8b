import { isList, isNull } from '@momq/graph-store';
import type { ClauseRun } from './clause-rows.js';
import { compile } from './compilers.js';
import { compileProcedure } from './compile-procedure.js';
import { compileProjection } from './compile-projection.js';
import { compileCall } from './compile-subquery-clause.js';
import type { Column } from './compile-query.js';
import { queryError } from './engine-error.js';
import { hasAggregate } from './expression-parts.js';
import { mayPause } from './expression-turns.js';
import { filter } from './filter-rows.js';
import { soughtIn } from './match-pattern.js';
import { matcherOf } from './match-rows.js';
import type { Clause } from './query-parts.js';
import type { Scope } from './scope.js';

/** A clause that is ready to run, with the names behind it. */
export interface CompiledClause {
  readonly run: ClauseRun;
  readonly scope: Scope;
  /** Set for RETURN. */
  readonly columns?: readonly Column[];
}

/** Where a clause stands. */
export interface ClausePlace {
  /** Names of the query around, which every clause sees. */
  readonly outer: ReadonlySet<string>;
  /** Rows that are read of it at most. */
  readonly enough: number;
  /** True for the only clause of a query. */
  readonly isAlone: boolean;
}

type Of<Kind extends Clause['kind']> = Extract<Clause, { kind: Kind }>;

/** Makes a clause ready to run on rows of a scope. @throws QueryExecutionError, UnsupportedFeatureError */
export function compileClause(clause: Clause, scope: Scope, place: ClausePlace): CompiledClause {
  switch (clause.kind) {
    case 'match':
      return match(clause, scope);
    case 'unwind':
      return unwind(clause, scope);
    case 'with': {
      const { projection, where } = clause;
      return compileProjection(projection, where, scope, { ...place, isReturn: false });
    }
    case 'return':
      return compileProjection(clause.projection, undefined, scope, { ...place, isReturn: true });
    case 'filter':
      return { run: filter(clause.where, scope), scope };
    case 'let':
      return bind(clause, scope);
    case 'finish':
      return { run: finish, scope };
    case 'subquery':
      return compileCall(clause, scope);
    case 'procedure':
      return compileProcedure(clause, scope, place);
  }
}

function match({ paths, where, optional }: Of<'match'>, scope: Scope): CompiledClause {
  const sought = soughtIn(paths, where, scope);
  const matches = matcherOf(sought, scope.session);
  const run: ClauseRun = function* (rows) {
    for (const row of rows) {
      if (row === undefined) {
        yield undefined;
        continue;
      }
      let found = false;
      for (const each of matches(row)) {
        found ||= each !== undefined;
        yield each;
      }
      if (found || !optional) continue;
      const empty = row.slice();
      for (const slot of sought.fresh) empty[slot] = null;
      yield empty;
    }
  };
  return { run, scope: sought.scope };
}

function unwind({ list, name }: Of<'unwind'>, scope: Scope): CompiledClause {
  if (hasAggregate(list)) throw queryError('expected no aggregate in UNWIND, got one');
  const { value } = compile(list, scope);
  const next = scope.inner();
  if (next.has(name)) throw queryError(`expected a new name in UNWIND, got ${name}`);
  const { slot } = next.declare(name, 'any');
  const pauses = mayPause(list);
  const { budget } = scope.session;
  const run: ClauseRun = function* (rows) {
    for (const row of rows) {
      if (row === undefined) {
        yield undefined;
        continue;
      }
      const found = pauses ? yield* budget.turns.run(() => value(row)) : value(row);
      if (isNull(found)) continue;
      for (const item of isList(found) ? found : [found]) {
        if (budget.step()) yield undefined;
        const made = row.slice();
        made[slot] = item;
        yield made;
      }
    }
  };
  return { run, scope: next };
}

function bind({ items }: Of<'let'>, scope: Scope): CompiledClause {
  const next = scope.inner();
  const made = items.map(([name, expression]) => {
    const { value, type } = compile(expression, next);
    return { value, slot: next.declare(name, type).slot, pauses: mayPause(expression) };
  });
  const { turns } = scope.session.budget;
  const run: ClauseRun = function* (rows) {
    for (const row of rows) {
      const changed = row?.slice();
      if (changed)
        for (const { value, slot, pauses } of made)
          changed[slot] = pauses ? yield* turns.run(() => value(changed)) : value(changed);
      yield changed;
    }
  };
  return { run, scope: next };
}

const finish: ClauseRun = function* (rows) {
  for (const row of rows) if (row === undefined) yield undefined;
};
