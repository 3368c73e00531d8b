import { jsonText, shortened } from '@momq/core/execution';
import type { QueryResult, Value } from '@momq/core';

/** Rows of a result where a call names no number, and at most. */
export const defaultRows = 50;
/** Rows of a result at most. */
export const maxRows = 500;
/** Characters of the rows at most, as JSON. */
const maxCharacters = 24_000;
/** Characters of one value at most; fewer where not one row of many columns fits. */
const longest = 1000;
const valueLimits = [longest, 100, 10];

/** Rows that fit into a conversation, and a note on what does not. */
export interface BoundedRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** What was left out, and what to do. */
  readonly note?: string;
}

/** The first rows that fit, with long values cut. */
export function boundedRows({
  columns,
  rows,
  truncated,
}: Pick<QueryResult, 'columns' | 'rows' | 'truncated'>): BoundedRows {
  const fits = (limit: number): boolean => fitting(rows.slice(0, 1), limit).fit.length > 0;
  const limit = valueLimits.find(fits) ?? longest;
  const { fit, cut } = fitting(rows, limit);
  const notes = [
    ...(truncated || fit.length < rows.length ? [noteOn(fit.length)] : []),
    ...(cut ? [`Values longer than ${limit} characters are cut.`] : []),
  ];
  return { columns, rows: fit, ...(notes.length > 0 && { note: notes.join(' ') }) };
}

function fitting(
  rows: QueryResult['rows'],
  limit: number,
): { readonly fit: Value[][]; readonly cut: boolean } {
  let cut = false;
  const shown = (value: Value): Value => {
    const text = typeof value === 'string' ? value : jsonText(value);
    if (text.length <= limit) return value;
    cut = true;
    return shortened(text, limit);
  };
  const fit: Value[][] = [];
  let characters = 0;
  for (const row of rows) {
    const next = row.map(shown);
    characters += jsonText(next).length;
    if (characters > maxCharacters) break;
    fit.push(next);
  }
  return { fit, cut };
}

function noteOn(shown: number): string {
  if (shown === 0) return 'No row fits: each has too many columns. Select fewer of them.';
  const first = shown === 1 ? 'row' : `${shown} rows`;
  return `Only the first ${first}: there are more. Aggregate, filter or page.`;
}
