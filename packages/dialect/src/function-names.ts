/**
 * Scalar functions of the logical form. `@momq/core/logical` has their catalogue: parameters, result, meaning.
 * The order is that of the documentation.
 */
export const functionNames = [
  'lower',
  'upper',
  'length',
  'trim',
  'substring',
  'concat',
  'replace',
  'position',
  'abs',
  'round',
  'floor',
  'ceiling',
  'mod',
  'power',
  'sqrt',
  'coalesce',
  'nullif',
  'year',
  'quarter',
  'month',
  'week',
  'weekday',
  'day',
  'hour',
  'minute',
  'second',
  'truncate',
  'difference',
  'add',
  'date',
  'now',
  'today',
  'unixSeconds',
  'fromUnixSeconds',
] as const;

/** One of {@link functionNames}. */
export type FunctionName = (typeof functionNames)[number];

/** Units of time, the largest first: what `truncate`, `difference` and `add` take. */
export const timeUnits = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
] as const;

/** One of {@link timeUnits}. */
export type TimeUnit = (typeof timeUnits)[number];
