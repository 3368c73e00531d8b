import { ConfigError } from '@momq/dialect';
import { jsonText } from '../../execution/json-text.js';
import { readStoredJson } from '../../execution/stored-json.js';
import { parseCsv } from '../csv.js';
import { withJsonQuotes } from './nl2gql-format.js';
import type { QuestionRow } from './question-format.js';

/** A row, its number from 1, and where it stands. */
export interface PlacedRow {
  readonly row: QuestionRow;
  /** Of a line, of an element of an array, or of a record behind the header. */
  readonly number: number;
  readonly place: string;
}

/**
 * The rows of a file: a JSON array, JSON lines, or CSV with a header.
 *
 * @throws ConfigError for what is none of them
 */
export function questionRows(text: string, path: string): PlacedRow[] {
  if (path.toLowerCase().endsWith('.csv')) return csvRows(text, path);
  if (text.trimStart().startsWith('[')) return arrayRows(text, path);
  return text
    .split('\n')
    .flatMap((line, index) =>
      line.trim() === ''
        ? []
        : [placed(parsedLine(line, `${path}:${index + 1}`), index + 1, `${path}:${index + 1}`)],
    );
}

function csvRows(text: string, path: string): PlacedRow[] {
  const [header = [], ...records] = parseCsv(text, path);
  return records.map((cells, index) => {
    const place = `${path}, record ${index + 1}`;
    if (cells.length !== header.length)
      throw new ConfigError(
        `${place}: expected ${header.length} cells as in the header, got ${cells.length}. Put quotes around cells with commas.`,
      );
    const members = header.map((name, column) => [name ?? '', cells[column] ?? ''] as const);
    return placed(Object.fromEntries(members), index + 1, place);
  });
}

function arrayRows(text: string, path: string): PlacedRow[] {
  let rows: unknown[];
  try {
    rows = readStoredJson(text) as unknown[];
  } catch (cause) {
    throw new ConfigError(`${path}: expected a JSON array of questions, got ${String(cause)}.`, {
      cause,
    });
  }
  return rows.map((row, index) => placed(row, index + 1, `${path}[${index}]`));
}

function parsedLine(line: string, place: string): unknown {
  try {
    return readStoredJson(withJsonQuotes(line));
  } catch (cause) {
    throw new ConfigError(`${place}: expected one JSON object a line, got ${line.slice(0, 60)}.`, {
      cause,
    });
  }
}

function placed(row: unknown, number: number, place: string): PlacedRow {
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw new ConfigError(`${place}: expected one JSON object, got ${jsonText(row).slice(0, 60)}.`);
  return { row: row as QuestionRow, number, place };
}
