import type { Value } from '@momq/core';
import { escapeControls, shortened } from '@momq/core/execution';
import { toJson } from './json.js';

/** Rows and columns to lay out as text. */
export interface TableContent {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/**
 * Lays rows out in columns.
 *
 * @param maxRows - rows shown; a line at the end says how many more there are
 * @param options - `maxCellWidth`: characters of a cell at most, default 40
 */
export function formatTable(
  { columns, rows }: TableContent,
  maxRows: number,
  { maxCellWidth = 40 }: { readonly maxCellWidth?: number } = {},
): string {
  const shown = rows.slice(0, maxRows);
  const cells = [columns, ...shown.map((row) => row.map(formatValue))].map((row) =>
    row.map((text) => fit(text, maxCellWidth)),
  );
  const widths = columns.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const rest = rows.length - shown.length;
  return [lines[0], rule, ...lines.slice(1), ...(rest > 0 ? [`… and ${rest} more`] : [])].join(
    '\n',
  );
}

function formatValue(value: Value): string {
  if (value === null) return 'NULL';
  return typeof value === 'object' ? toJson(value) : String(value);
}

function fit(text: string, maxCellWidth: number): string {
  return shortened(escapeControls(text.replaceAll(/\s+/g, ' ')), maxCellWidth);
}
