import { QueryExecutionError, UnsupportedFeatureError } from '@momq/dialect';
import type { PipeStep } from '../grammar/pipe-steps.js';
import type { TableNames } from './table-names.js';

/** Operators of which an item is computed for each row. */
const BY_ROW = new Set(['SELECT', 'EXTEND', 'SET', 'WINDOW']);

/** @throws QueryExecutionError for aggregates, or window functions, where BigQuery takes none */
export function requireOwnFunctions({ operator, aggregates, isWindowed }: PipeStep): void {
  const [aggregate] = BY_ROW.has(operator) ? aggregates : [];
  if (aggregate !== undefined)
    throw new QueryExecutionError(
      `bigquery: expected |> ${operator} without aggregates, got ${aggregate}(). Aggregates stand in |> AGGREGATE ${aggregate}(…) GROUP BY …, or have OVER behind them.`,
    );
  if (operator === 'AGGREGATE' && isWindowed)
    throw new QueryExecutionError(
      'bigquery: expected |> AGGREGATE without window functions, got OVER. Window functions stand in |> EXTEND or |> SELECT.',
    );
}

/** @throws UnsupportedFeatureError where names of tables would mean something else in a level around */
export function requireThat(areKept: boolean, { aliases }: TableNames): void {
  if (areKept) return;
  throw unsupported(
    `the table names ${aliases.join(', ')} behind a step that adds, sorts, cuts or changes rows (SELECT the columns before it)`,
  );
}

/** What plain SQL cannot say of pipes. */
export function unsupported(what: string): UnsupportedFeatureError {
  return new UnsupportedFeatureError(
    `bigquery: the embedded engine, which knows no pipes, expected ones that plain SQL can say, got ${what}. Write that part without pipes, or ask the service.`,
  );
}
