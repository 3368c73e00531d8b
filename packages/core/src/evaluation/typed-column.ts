import type { FieldType, Value } from '@momq/dialect';
import type { CsvCell } from './csv.js';

/** A column whose values all fit its type. */
export interface TypedColumn {
  readonly type: FieldType;
  readonly values: readonly Value[];
}

const integer = /^[+-]?\d+$/;
const real = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const isoDate = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/;
const compactDate = /^(\d{4})(\d\d)(\d\d)$/;
const isoDateTime = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d\d)(?::(\d\d)(\.\d+)?)?$/;

function two(part: string): string {
  return part.padStart(2, '0');
}

function asDate(text: string): string | undefined {
  const match = isoDate.exec(text) ?? compactDate.exec(text);
  return match ? `${match[1]}-${two(match[2]!)}-${two(match[3]!)}` : undefined;
}

function asDateTime(text: string): string | undefined {
  const match = isoDateTime.exec(text);
  if (match) {
    return `${match[1]}-${two(match[2]!)}-${two(match[3]!)} ${two(match[4]!)}:${match[5]}:${match[6] ?? '00'}${match[7] ?? ''}`;
  }
  const date = asDate(text);
  return date === undefined ? undefined : `${date} 00:00:00`;
}

function asInteger(text: string): number | bigint | undefined {
  if (!integer.test(text) && !/^[+-]?\d+\.0*$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text.replace(/\.0*$/, ''));
}

function asBoolean(text: string): boolean | undefined {
  if (/^(1|t|true)$/i.test(text)) return true;
  return /^(0|f|false)$/i.test(text) ? false : undefined;
}

const readers: Readonly<
  Record<Exclude<FieldType, 'text' | 'other'>, (text: string) => Value | undefined>
> = {
  integer: asInteger,
  real: (text) => (real.test(text) ? Number(text) : undefined),
  boolean: asBoolean,
  date: asDate,
  datetime: asDateTime,
};

/** Types tried in turn when a value does not fit the declared one; `text` fits always. */
const wider: Readonly<Record<FieldType, readonly FieldType[]>> = {
  integer: ['integer', 'real', 'text'],
  real: ['real', 'text'],
  boolean: ['boolean', 'integer', 'text'],
  // A DATETIME column that holds nothing but days is a date.
  datetime: ['date', 'datetime', 'text'],
  date: ['date', 'datetime', 'text'],
  text: ['text'],
  other: ['other'],
};

/**
 * Reads the cells of one column as its declared type. Where a cell does not fit (a decimal in an `INT` column, `5 May` in a
 * `DATE` column), the whole column takes the next wider type, at last `text`, so that strict engines accept it.
 * Dates come out as `YYYY-MM-DD`, times as `YYYY-MM-DD HH:MM:SS`.
 */
export function readColumn(declared: FieldType, cells: readonly CsvCell[]): TypedColumn {
  if (cells.every((cell) => cell === null)) return { type: declared, values: cells };
  for (const type of wider[declared]) {
    if (type === 'text' || type === 'other') return { type, values: cells };
    const values = cells.map((cell) => (cell === null ? null : readers[type](cell.trim())));
    if (values.every((value) => value !== undefined)) return { type, values: values as Value[] };
  }
  return { type: 'text', values: cells };
}
