import type { CompiledQuery } from './compile-query.js';
import type { Expression, Query } from './query-parts.js';
import type { Compiled, Scope } from './scope.js';

/** What makes parts of a query ready, for parts that stand inside of each other. */
export interface Compilers {
  readonly expression: (expression: Expression, scope: Scope) => Compiled;
  readonly condition: (expression: Expression, scope: Scope) => Compiled;
  readonly query: (query: Query, scope: Scope) => CompiledQuery;
}

/** Makes an expression ready to run on the rows of a scope. @throws QueryExecutionError for what can have no value there */
export function compile(expression: Expression, scope: Scope): Compiled {
  return scope.compilers.expression(expression, scope);
}

/** As {@link compile}, where a truth value is wanted: a pattern holds where it has a path. */
export function compileCondition(expression: Expression, scope: Scope): Compiled {
  return scope.compilers.condition(expression, scope);
}

/** Makes a query inside of another one ready. @throws QueryExecutionError, UnsupportedFeatureError */
export function compileInner(query: Query, scope: Scope): CompiledQuery {
  return scope.compilers.query(query, scope);
}
