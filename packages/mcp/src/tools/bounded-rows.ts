import { jsonText } from '@momq/core/execution';
import type { QueryResult, Value } from '@momq/core';

/** Rows of a result where a call names no number, and at most. */
export const defaultRows = 50;
/** Rows of a result at most. */
export const maxRows = 500;
/** Characters of the rows at most, as JSON. */
const maxCharacters = 24_000;
/** Characters of one value at most. */
const maxValueCharacters = 1000;

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
  let cut = false;
  const shorten = (value: Value): Value => {
    const text = typeof value === 'string' ? value : jsonText(value);
    if (text.length <= maxValueCharacters) return value;
    cut = true;
    return `${text.slice(0, maxValueCharacters)}…`;
  };
  const fitting: Value[][] = [];
  let characters = 0;
  for (const row of rows) {
    const shown = row.map(shorten);
    characters += jsonText(shown).length;
    if (characters > maxCharacters) break;
    fitting.push(shown);
  }
  const left = truncated || fitting.length < rows.length;
  const notes = [
    ...(left
      ? [`Only the first ${fitting.length} rows: there are more. Aggregate, filter or page.`]
      : []),
    ...(cut ? [`Values longer than ${maxValueCharacters} characters are cut.`] : []),
  ];
  return { columns, rows: fitting, ...(notes.length > 0 && { note: notes.join(' ') }) };
}
