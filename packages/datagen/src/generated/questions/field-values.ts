import type { SpokenEntity, SpokenField } from '../generated-database.js';

/** Different texts of a column. */
export function texts(field: SpokenField): string[] {
  return [...new Set(field.values.filter((value): value is string => typeof value === 'string'))];
}

/** Different numbers of a column, from the lowest. */
export function numbers(field: SpokenField): number[] {
  return [
    ...new Set(field.values.filter((value): value is number => typeof value === 'number')),
  ].sort((left, right) => left - right);
}

/** Fields that are neither keys nor references. */
export function valueFields(entity: SpokenEntity): SpokenField[] {
  return entity.fields.filter((field) => field.role === 'value' && field.type !== 'boolean');
}

/** Number columns that measure something. */
export function measures(entity: SpokenEntity): SpokenField[] {
  return valueFields(entity).filter((field) => field.type === 'integer' || field.type === 'real');
}

/** Columns whose values several rows share. */
export function categories(entity: SpokenEntity): SpokenField[] {
  return valueFields(entity).filter(
    (field) =>
      field.type === 'text' &&
      texts(field).length <= field.values.length * 0.7 &&
      texts(field).length > 1,
  );
}

/** Whether a column has missing values. */
export function hasGaps(field: SpokenField): boolean {
  return field.values.includes(null);
}
