import type { FieldType, Value } from '@momq/dialect';
import { sqliteFieldType } from './sqlite-field-type.js';

/** The coarse type of each column: the declared one where the engine tells it, else what the values have in common. */
export function resultTypes(
  declared: readonly (string | null)[],
  rows: readonly (readonly Value[])[],
): FieldType[] {
  return declared.map((type, index) =>
    type === null || type === '' ? commonType(rows, index) : sqliteFieldType(type),
  );
}

function commonType(rows: readonly (readonly Value[])[], index: number): FieldType {
  const types = new Set<FieldType>();
  for (const row of rows) {
    const value = row[index] ?? null;
    if (value !== null) types.add(valueType(value));
  }
  const [first] = types;
  if (types.size === 2 && types.has('integer') && types.has('real')) return 'real';
  return types.size === 1 && first !== undefined ? first : 'other';
}

function valueType(value: Value): FieldType {
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'real';
  return typeof value === 'string' ? 'text' : 'other';
}
