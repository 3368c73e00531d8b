import { compile } from './compilers.js';
import { compileExists } from './compile-pattern.js';
import type { Expression } from './query-parts.js';
import type { Compiled, Scope } from './scope.js';

/** Makes an expression ready where a truth value is wanted: a pattern holds where it has a path. */
export function conditionOf(expression: Expression, scope: Scope): Compiled {
  if (expression.kind === 'pattern' && expression.path.shortest === undefined)
    return compileExists(expression.path, scope);
  return compile(expression, scope);
}
