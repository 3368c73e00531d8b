import type { QueryItem } from '@momq/core/logical';
import type { DatabaseSchema, FieldType } from '@momq/dialect';

/** What an input position is; the order is part of the checkpoint format. */
export const positionTypes = [
  'word',
  'entity',
  'text',
  'integer',
  'real',
  'boolean',
  'date',
  'datetime',
  'other',
  'link',
  'number value',
  'text value',
] as const;

/** Type ids of items: a field has the id of its {@link FieldType}. */
export function itemTypes(items: readonly QueryItem[], schema: DatabaseSchema): number[] {
  const fieldTypes = new Map<string, FieldType>();
  for (const entity of schema.entities)
    for (const field of entity.fields)
      fieldTypes.set(
        fieldKey(entity.name, field.name),
        // codes are read by what they stand for
        field.meanings === undefined ? field.type : 'text',
      );
  return items.map((item) => {
    switch (item.kind) {
      case 'entity':
        return positionTypes.indexOf('entity');
      case 'field':
        return positionTypes.indexOf(fieldTypes.get(fieldKey(item.entity, item.field)) ?? 'other');
      case 'link':
        return positionTypes.indexOf('link');
      case 'value':
        return positionTypes.indexOf(
          typeof item.value === 'number' && item.text === undefined ? 'number value' : 'text value',
        );
    }
  });
}

/** One key per field of a schema; the separator cannot occur in names. */
export function fieldKey(entity: string, field: string): string {
  return `${entity}\u0000${field}`;
}
