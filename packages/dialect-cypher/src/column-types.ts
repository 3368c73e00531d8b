import type { FieldType } from '@momq/dialect';

/** The type of each column by its values: `real` where whole and other numbers meet, `other` where nothing or too much is known. */
export function columnTypes(
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
  typeOf: (value: unknown) => FieldType,
): readonly FieldType[] {
  return columns.map((_, column) => {
    const values = rows.map((row) => row[column]).filter((value) => value !== null);
    return commonType(new Set(values.map(typeOf)));
  });
}

/** One type for values of several. */
export function commonType(types: ReadonlySet<FieldType>): FieldType {
  const [first, ...others] = types;
  if (first !== undefined && others.length === 0) return first;
  const numbers =
    types.size > 0 && [...types].every((type) => type === 'integer' || type === 'real');
  return numbers ? 'real' : 'other';
}

/** The type of a plain JavaScript value. */
export function plainType(value: unknown): FieldType {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'real';
  if (value instanceof Date) return 'datetime';
  return typeof value === 'string' ? 'text' : 'other';
}
