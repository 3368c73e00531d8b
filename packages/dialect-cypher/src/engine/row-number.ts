import { compile } from './compilers.js';
import { queryError } from './engine-error.js';
import type { Expression } from './query-parts.js';
import { Scope } from './scope.js';

/** The number of SKIP or LIMIT, which no row changes. @throws QueryExecutionError for one that is no whole number from 0 on */
export function rowNumber(what: 'SKIP' | 'LIMIT', expression: Expression, scope: Scope): number {
  const { value } = compile(expression, new Scope(scope.session, scope.compilers));
  const count = value([]);
  if (typeof count === 'bigint' && count >= 0n) return Number(count);
  throw queryError(`expected a whole number from 0 on behind ${what}, got ${String(count)}`);
}
