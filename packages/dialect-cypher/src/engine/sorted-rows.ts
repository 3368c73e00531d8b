import type { QueryBudget } from '@momq/core/execution';
import { totalOrder, type GraphValue } from '@momq/graph-store';
import type { Rows } from './clause-rows.js';
import type { RowValue } from './expression-turns.js';
import type { Row } from './scope.js';

/** One thing that rows are sorted by. */
export interface SortKey extends RowValue {
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
  budget: QueryBudget,
): Rows {
  const compare = (left: Sortable, right: Sortable): number => {
    for (const [index, { descending }] of order.entries()) {
      const found = totalOrder(left.keys[index]!, right.keys[index]!);
      if (found !== 0) return descending ? -found : found;
    }
    return 0;
  };
  const keysOf = (row: Row): GraphValue[] => order.map(({ value }) => value(row));
  const pauses = order.some((key) => key.pauses);
  let kept: Sortable[] = [];
  let held = 0;
  for (const row of rows) {
    if (row === undefined) {
      yield undefined;
      continue;
    }
    const keys = pauses ? yield* budget.turns.run(() => keysOf(row)) : keysOf(row);
    kept.push({ row, keys });
    if (kept.length > held) {
      held = kept.length;
      budget.hold(row.length);
    }
    if (kept.length > 2 * most + 1000) kept = kept.sort(compare).slice(0, most);
  }
  kept.sort(compare);
  if (kept.length > most) kept = kept.slice(0, most);
  for (const { row } of kept) yield row;
}
