import type { ClauseRun } from './clause-rows.js';
import { compileCondition } from './compilers.js';
import { mayPause } from './expression-turns.js';
import { holds } from './logic.js';
import type { Expression } from './query-parts.js';
import type { Scope } from './scope.js';
import { requireType } from './static-type.js';

/** Lets rows through on which a condition is true. */
export function filter(where: Expression, scope: Scope): ClauseRun {
  const { value, type } = compileCondition(where, scope);
  requireType(type, ['boolean'], 'WHERE');
  const pauses = mayPause(where);
  const { turns } = scope.session.budget;
  return function* (rows) {
    for (const row of rows) {
      if (row === undefined) yield undefined;
      else if (holds(pauses ? yield* turns.run(() => value(row)) : value(row))) yield row;
    }
  };
}
