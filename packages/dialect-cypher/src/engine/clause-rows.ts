import type { Turns } from '@momq/core/execution';
import type { Row } from './scope.js';

/** Rows, and at each `undefined` a moment in which others may work. */
export type Rows = Generator<Row | undefined, void>;

/** A clause that is ready to run: what comes of the rows before it. `base` is the row that its query began with. */
export type ClauseRun = (rows: Rows, base: Row) => Rows;

/** One row alone. */
export function* oneRow(row: Row): Rows {
  yield row;
}

/** True where there is a row, as the value of an expression. */
export function isSome(turns: Turns, of: object, rows: () => Rows): boolean {
  const found = { rows, state: () => ({ is: false }) };
  return turns.over(of, found, (state) => {
    state.is = true;
    return false;
  }).is;
}
