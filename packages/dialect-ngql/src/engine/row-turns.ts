import type { GraphValue } from '@momq/graph-store';
import { within } from '../syntax/expression-parts.js';
import type { Expression } from '../syntax/syntax-tree.js';
import type { Scope, Session } from './scope.js';
import { evaluate, holds } from './evaluate.js';
import type { Work } from './table.js';

const loops: ReadonlySet<Expression['kind']> = new Set<Expression['kind']>([
  'predicate',
  'comprehension',
  'reduce',
  'pattern',
]);

/** True where one of the expressions may take longer than a turn: it is to be evaluated in `Turns.run` then. */
export function mayPause(...expressions: readonly (Expression | undefined)[]): boolean {
  for (const expression of expressions)
    for (const each of expression ? within(expression) : [])
      if (loops.has(each.kind) || (each.kind === 'call' && /^range$/i.test(each.name))) return true;
  return false;
}

/** How a row is evaluated: the values of its columns, and whether it is kept, each in turns where that may take long. */
export interface RowTurns {
  readonly values: (row: Scope) => Work<GraphValue[]>;
  readonly holds: (row: Scope) => Work<boolean>;
}

/** Makes columns and a condition ready for rows. */
export function rowTurns(
  { budget }: Session,
  columns: readonly { readonly expression: Expression }[],
  where?: Expression,
): RowTurns {
  const slow = mayPause(...columns.map(({ expression }) => expression));
  const slowWhere = mayPause(where);
  const valuesOf = (row: Scope): GraphValue[] =>
    columns.map(({ expression }) => evaluate(expression, row));
  return {
    *values(row) {
      return slow ? yield* budget.turns.run(() => valuesOf(row)) : valuesOf(row);
    },
    *holds(row) {
      return slowWhere ? yield* budget.turns.run(() => holds(where, row)) : holds(where, row);
    },
  };
}
