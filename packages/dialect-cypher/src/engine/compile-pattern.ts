import type { GraphValue } from '@momq/graph-store';
import { isSome } from './clause-rows.js';
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
  const { turns } = scope.session.budget;
  const value = (row: Row): boolean => isSome(turns, path, () => match(row));
  return { value, type: 'boolean' };
}

/** `shortestPath(...)` as a value: the path, or null; `allShortestPaths` gives a list. Other patterns are no values. */
export function compilePattern(expression: ExpressionOf<'pattern'>, scope: Scope): Compiled {
  const { path } = expression;
  if (path.shortest === undefined)
    throw queryError(
      'expected a value, got a pattern, which can only be a condition. Use COUNT { }, EXISTS { } or a pattern comprehension',
    );
  const unnamed = { ...path, name: ' path' };
  const sought = soughtIn([unnamed], undefined, scope);
  const match = matcherOf(sought, scope.session);
  const { slot } = sought.scope.variable(' path');
  const isOne = path.shortest === 'one';
  const { turns } = scope.session.budget;
  const value = (row: Row): GraphValue => {
    const found = { rows: () => match(row), state: (): GraphValue[] => [] };
    const paths = turns.over(expression, found, (made, each) => {
      made.push(each[slot] ?? null);
      return !isOne;
    });
    return isOne ? (paths[0] ?? null) : paths;
  };
  return { value, type: isOne ? 'path' : 'list' };
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
    const found = { rows: () => match(row), state: (): GraphValue[] => [] };
    return budget.turns.over(expression, found, (made, each) => {
      made.push(map(each));
      if (made.length % 1000 === 0) budget.hold(1000);
      return true;
    });
  };
  return { value, type: 'list' };
}
