import { keyOf, type GraphValue } from '@momq/graph-store';
import type { AggregateCall } from './aggregate-list.js';
import { skipsNull, type AggregateFunction } from './aggregates.js';
import type { Rows } from './clause-rows.js';
import type { RowValue } from './expression-turns.js';
import type { Row, Session } from './scope.js';

interface Group {
  readonly row: Row;
  readonly states: readonly { readonly of: AggregateFunction; readonly seen: Set<string> }[];
}

/** One row for each group of rows with equal keys: its first, with the values of the aggregates. */
// eslint-disable-next-line @typescript-eslint/max-params -- what a grouping is made of
export function* groupedRows(
  rows: Rows,
  base: Row,
  keys: readonly RowValue[],
  calls: readonly AggregateCall[],
  { budget }: Session,
): Rows {
  const groups = new Map<string, Group>();
  const groupAt = (key: string, row: Row): Group => {
    const known = groups.get(key);
    if (known) return known;
    budget.hold(row.length + calls.length);
    const states = calls.map(({ make }) => ({ of: make(), seen: new Set<string>() }));
    const group = { row: row.slice(), states };
    groups.set(key, group);
    return group;
  };
  const keyValues = (row: Row): GraphValue[] => keys.map(({ value }) => value(row));
  const pauses = keys.some((key) => key.pauses);
  if (keys.length === 0) groupAt('', base);
  for (const row of rows) {
    if (row === undefined) {
      yield undefined;
      continue;
    }
    if (budget.step()) yield undefined;
    const values = pauses ? yield* budget.turns.run(() => keyValues(row)) : keyValues(row);
    const { states } = groupAt(values.map(keyOf).join('\n'), row);
    for (const [index, call] of calls.entries()) {
      const { of, seen } = states[index]!;
      if (call.values.length === 0) {
        of.take([]);
        continue;
      }
      const given = (): GraphValue[] => call.values.map((value) => value(row));
      const values = call.pauses ? yield* budget.turns.run(given) : given();
      if (skipsNull(values)) continue;
      if (call.distinct) {
        const key = keyOf(values[0]!);
        if (seen.has(key)) continue;
        seen.add(key);
        budget.hold(1);
      }
      if (call.keeps) budget.hold(1);
      of.take(values);
    }
  }
  for (const { row, states } of groups.values()) {
    for (const [index, { slot }] of calls.entries()) row[slot] = states[index]!.of.result();
    yield row;
  }
}
