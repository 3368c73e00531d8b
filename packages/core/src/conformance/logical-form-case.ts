import type { LogicalQuery, Value } from '@momq/dialect';

/** A logical query over the content of {@link conformanceContent} and the rows that it has in every dialect. */
export interface LogicalFormCase {
  /** What it is about, unique in its list. */
  readonly title: string;
  readonly query: LogicalQuery;
  /** Worked out by hand from the meaning of the logical form, never from what a dialect answers. */
  readonly rows: readonly (readonly Value[])[];
  /** True where the query says the whole order of its rows. */
  readonly ordered?: boolean;
}

/**
 * Rows so that dialects can be compared: numbers to 12 digits, booleans as 1 and 0, times with a blank between day and
 * hour and without zone or zero fraction; sorted unless `ordered`.
 */
export function comparableRows(
  rows: readonly (readonly Value[])[],
  ordered: boolean,
): readonly string[] {
  const texts = rows.map((row) => JSON.stringify(row.map(comparableValue)));
  return ordered ? texts : texts.sort();
}

function comparableValue(value: Value): Value {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (typeof value !== 'string') return value;
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.0+)?Z?$/.exec(value) ?? [];
  return day === undefined ? value : `${day} ${time}`;
}
