import type { Entity, FieldType, Value } from '@momq/dialect';

/** Rows as the engine below keeps them: booleans as 1 and 0, times as `2024-05-31 14:30:00`, lists and objects as JSON. */
export function storedRows(
  { fields }: Entity,
  rows: readonly (readonly Value[])[],
): readonly (readonly Value[])[] {
  return rows.map((row) =>
    row.map((value, place) => stored(value, fields[place]?.type ?? 'other')),
  );
}

function stored(value: Value, type: FieldType): Value {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  if (type !== 'datetime' || typeof value !== 'string') return value;
  const [day = '', time = '00:00:00'] = value.split(/[T ]/);
  return `${day} ${time.length === 5 ? `${time}:00` : time}`;
}
