import { escapeControls, jsonText, shortened } from '@momq/core/execution';
import type { QueryRows, Value } from '@momq/core';

/** Rows of a table at most. */
const shownRows = 20;
/** Characters of a cell at most. */
const shownCharacters = 80;

/** What Markdown gives a meaning within a line: emphasis, links and pictures, bare URLs, code, HTML, formulas, tables. */
const marks = /[\\`*[\]<>|~$&]|(?<!\w)_|_(?!\w)|:(?=\/\/)/g;

/** A value or a name as Markdown that shows it and does nothing else: no link, no picture, no HTML. Long ones are cut. */
export function plainText(text: string): string {
  return plainSentence(shortened(text.replaceAll(/\s+/g, ' ').trim(), shownCharacters));
}

/** The same of a sentence with words of a database in it, whole. */
export function plainSentence(text: string): string {
  return escapeControls(text.replaceAll(/\s+/g, ' ').trim()).replaceAll(
    marks,
    (mark) => `\\${mark}`,
  );
}

/** Code in a fence that the code cannot end. */
export function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${escapeControls(code)}\n${fence}`;
}

/** The first rows as a table, and how many there are. */
export function rowTable({
  columns,
  rows,
  truncated,
}: Pick<QueryRows, 'columns' | 'rows' | 'truncated'>): string {
  const count = `${rows.length}${truncated ? '+' : ''} ${rows.length === 1 && !truncated ? 'row' : 'rows'}`;
  if (rows.length === 0) return count;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const shown = rows.slice(0, shownRows).map((row) => line(row.map(cell)));
  const more = rows.length > shownRows ? `, the first ${shownRows} of which are shown` : '';
  return [
    line(columns.map(plainText)),
    line(columns.map(() => '---')),
    ...shown,
    '',
    `${count}${more}`,
  ].join('\n');
}

function cell(value: Value): string {
  if (value === null) return 'NULL';
  return plainText(typeof value === 'object' ? jsonText(value) : String(value));
}
