import { keyOf, totalOrder, type GraphValue } from '@momq/graph-store';
import { hasAggregate } from '../syntax/expression-parts.js';
import { expressionText } from '../syntax/expression-text.js';
import type { Column, Expression, OrderFactor } from '../syntax/syntax-tree.js';
import { aggregated, aggregatesIn } from './aggregates.js';
import { queryError } from './engine-error.js';
import { evaluate } from './evaluate.js';
import { mayPause, rowTurns } from './row-turns.js';
import type { Scope } from './scope.js';
import type { Work } from './table.js';

/** The name of a column: its alias, or its text. */
export function columnName({ name, expression }: Column): string {
  return name ?? expressionText(expression);
}

/** One row for each group of rows: rows of a group agree in the columns without aggregates. */
export function* groupedRows(
  columns: readonly Column[],
  rows: readonly Scope[],
  base: Scope,
  keys: readonly Expression[] = columns
    .map(({ expression }) => expression)
    .filter((expression) => !hasAggregate(expression)),
): Work<(readonly GraphValue[])[]> {
  const { budget } = base.session;
  const aggregates = aggregatesIn(columns.map(({ expression }) => expression));
  const slow = mayPause(...columns.map(({ expression }) => expression));
  const keyed = rowTurns(
    base.session,
    keys.map((expression) => ({ expression })),
  );
  const groups = new Map<string, Scope[]>();
  for (const row of rows) {
    if (budget.step()) yield undefined;
    const key = (yield* keyed.values(row)).map(keyOf).join('\u0000');
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  if (groups.size === 0 && keys.length === 0) groups.set('', []);
  const made: (readonly GraphValue[])[] = [];
  for (const group of groups.values()) {
    if (budget.step()) yield undefined;
    const values = new Map<Expression, GraphValue>();
    for (const each of aggregates) values.set(each, yield* aggregated(each, group, base.session));
    const row = { ...(group[0] ?? base), aggregates: values };
    const shown = (): readonly GraphValue[] =>
      columns.map(({ expression }) => values.get(expression) ?? evaluate(expression, row));
    made.push(slow ? yield* budget.turns.run(shown) : shown());
  }
  return made;
}

/** Rows in the order of keys, with what each key is of a row. */
export function sortedRows<Row>(
  rows: readonly Row[],
  factors: readonly OrderFactor[],
  valueOf: (row: Row, factor: OrderFactor) => GraphValue,
): readonly Row[] {
  return rows
    .map((row) => ({ row, keys: factors.map((factor) => valueOf(row, factor)) }))
    .sort((left, right) => {
      for (const [index, factor] of factors.entries()) {
        const order = totalOrder(left.keys[index]!, right.keys[index]!);
        if (order !== 0) return factor.descending ? -order : order;
      }
      return 0;
    })
    .map(({ row }) => row);
}

/** Rows, each once. */
export function distinctRows<Row extends readonly GraphValue[]>(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = row.map(keyOf).join('\u0000');
    return !seen.has(key) && seen.add(key);
  });
}

/** A number of rows. @throws QueryExecutionError where it is no whole number from 0 */
export function rowCount(
  expression: Expression | undefined,
  scope: Scope,
  what: string,
): number | undefined {
  if (expression === undefined) return undefined;
  const value = evaluate(expression, scope);
  if (typeof value !== 'bigint') throw queryError(`${what} should be of type integer`);
  if (value < 0n) throw queryError(`${what} should not be negative`);
  return Number(value);
}
