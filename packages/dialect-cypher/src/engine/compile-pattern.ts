import type { GraphValue } from '@momq/graph-store';
import { compile } from './compilers.js';
import { queryError } from './engine-error.js';
import { soughtIn } from './match-pattern.js';
import { matcherOf } from './match-rows.js';
import type { ExpressionOf, PathPattern } from './query-parts.js';
import type { Compiled, Row, Scope } from './scope.js';

/** True where a path of a pattern is there. The pattern has no names but known ones. */
export function compileExists(path: PathPattern, scope: Scope): Compiled {
  const sought = soughtIn([path], undefined, scope, { closed: true });
  const match = matcherOf(sought, scope.session);
  const value = (row: Row): GraphValue => {
    for (const found of match(row)) if (found !== undefined) return true;
    return false;
  };
  return { value, type: 'boolean' };
}

/** `shortestPath(...)` as a value: the path, or null; `allShortestPaths` gives a list. Other patterns are no values. */
export function compilePattern({ path }: ExpressionOf<'pattern'>, scope: Scope): Compiled {
  if (path.shortest === undefined)
    throw queryError(
      'expected a value, got a pattern, which can only be a condition. Use COUNT { }, EXISTS { } or a pattern comprehension',
    );
  const unnamed = { ...path, name: ' path' };
  const sought = soughtIn([unnamed], undefined, scope);
  const match = matcherOf(sought, scope.session);
  const { slot } = sought.scope.variable(' path');
  const value = (row: Row): GraphValue => {
    const paths: GraphValue[] = [];
    for (const found of match(row)) {
      if (found === undefined) continue;
      if (path.shortest === 'one') return found[slot] ?? null;
      paths.push(found[slot] ?? null);
    }
    return path.shortest === 'one' ? null : paths;
  };
  return { value, type: path.shortest === 'one' ? 'path' : 'list' };
}

/** `[pattern WHERE condition | value]`. */
export function compilePatternComprehension(
  expression: ExpressionOf<'pattern-comprehension'>,
  scope: Scope,
): Compiled {
  const sought = soughtIn([expression.path], expression.where, scope);
  const match = matcherOf(sought, scope.session);
  const map = compile(expression.map, sought.scope).value;
  const { budget } = scope.session;
  const value = (row: Row): GraphValue => {
    const made: GraphValue[] = [];
    for (const found of match(row)) if (found !== undefined) made.push(map(found));
    if (made.length > 1000) budget.hold(made.length);
    return made;
  };
  return { value, type: 'list' };
}
