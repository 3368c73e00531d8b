import { totalOrder, type GraphValue } from '@momq/graph-store';
import type { Rows } from './clause-rows.js';
import type { Row } from './scope.js';

/** One thing that rows are sorted by. */
export interface SortKey {
  readonly value: (row: Row) => GraphValue;
  readonly descending: boolean;
}

interface Sortable {
  readonly row: Row;
  readonly keys: readonly GraphValue[];
}

/** Rows in order, equal ones as they came; the first `most` of them. No more than twice as many are kept at a time. */
export function* sortedRows(
  rows: Rows,
  order: readonly SortKey[],
  most: number,
  hold: (count: number) => void,
): Rows {
  const compare = (left: Sortable, right: Sortable): number => {
    for (const [index, { descending }] of order.entries()) {
      const found = totalOrder(left.keys[index]!, right.keys[index]!);
      if (found !== 0) return descending ? -found : found;
    }
    return 0;
  };
  let kept: Sortable[] = [];
  let held = 0;
  for (const row of rows) {
    if (row === undefined) {
      yield undefined;
      continue;
    }
    kept.push({ row, keys: order.map(({ value }) => value(row)) });
    if (kept.length > held) {
      held = kept.length;
      hold(row.length);
    }
    if (kept.length > 2 * most + 1000) kept = kept.sort(compare).slice(0, most);
  }
  kept.sort(compare);
  if (kept.length > most) kept = kept.slice(0, most);
  for (const { row } of kept) yield row;
}
