import type { Row } from './scope.js';

/** Rows, and at each `undefined` a moment in which others may work. */
export type Rows = Generator<Row | undefined, void>;

/** A clause that is ready to run: what comes of the rows before it. `base` is the row that its query began with. */
export type ClauseRun = (rows: Rows, base: Row) => Rows;

/** All rows, without a break. */
export function runAll(rows: Rows): Row[] {
  const all: Row[] = [];
  for (const row of rows) if (row !== undefined) all.push(row);
  return all;
}

/** One row alone. */
export function* oneRow(row: Row): Rows {
  yield row;
}

/** The number of rows, without keeping them. */
export function countOf(rows: Rows): bigint {
  let count = 0n;
  for (const row of rows) if (row !== undefined) count += 1n;
  return count;
}
