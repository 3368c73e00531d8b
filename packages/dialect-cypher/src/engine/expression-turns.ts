import type { GraphValue } from '@momq/graph-store';
import { partsOf } from './expression-parts.js';
import type { Expression } from './query-parts.js';
import type { Row } from './scope.js';

/** A value that is found for each row. */
export interface RowValue {
  readonly value: (row: Row) => GraphValue;
  /** Finding it may take longer than a turn. */
  readonly pauses: boolean;
}

const loops: ReadonlySet<Expression['kind']> = new Set<Expression['kind']>([
  'comprehension',
  'pattern-comprehension',
  'reduce',
  'quantifier',
  'pattern',
  'subquery',
]);

/** True where an expression may take longer than a turn: it is to be evaluated in `Turns.run` then. */
export function mayPause(expression: Expression): boolean {
  const isLoop =
    loops.has(expression.kind) || (expression.kind === 'call' && expression.name === 'range');
  return isLoop || partsOf(expression).some(mayPause);
}
