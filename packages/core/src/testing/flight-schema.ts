import type { DatabaseSchema, EntityField, FieldType } from '@momq/dialect';
import type { QueryItem } from '../logical/query-items.js';

function fields(types: Record<string, FieldType>): EntityField[] {
  return Object.entries(types).map(([name, type]) => ({
    name,
    type,
    ...(name === 'id' && { primaryKey: true }),
  }));
}

function key(from: string, field: string, to: string) {
  return {
    name: `${from}.${field}`,
    from: { entity: from, fields: [field] },
    to: { entity: to, fields: ['id'] },
    fields: [],
  };
}

/** Airports and flights (two links between them), airlines, and employees who manage each other. */
export const flightSchema: DatabaseSchema = {
  name: 'flights',
  family: 'relational',
  entities: [
    {
      name: 'airport',
      fields: fields({
        id: 'integer',
        city: 'text',
        opened: 'date',
        elevation: 'real',
        hub: 'boolean',
      }),
    },
    { name: 'airline', fields: fields({ id: 'integer', name: 'text', country: 'text' }) },
    {
      name: 'flight',
      fields: fields({
        id: 'integer',
        number: 'text',
        origin: 'integer',
        target: 'integer',
        airline: 'integer',
        minutes: 'integer',
      }),
    },
    {
      name: 'employee',
      fields: fields({
        id: 'integer',
        name: 'text',
        salary: 'real',
        manager: 'integer',
        airline: 'integer',
      }),
    },
    { name: 'weather', fields: fields({ city: 'text', degrees: 'real', day: 'date' }) },
  ],
  links: [
    key('flight', 'origin', 'airport'),
    key('flight', 'target', 'airport'),
    key('flight', 'airline', 'airline'),
    key('employee', 'manager', 'employee'),
    key('employee', 'airline', 'airline'),
  ],
};

/** Every entity, field and link of a schema as items, then values. */
export function itemsOf(
  schema: DatabaseSchema,
  values: readonly Extract<QueryItem, { kind: 'value' }>[] = [],
): QueryItem[] {
  return [
    ...schema.entities.flatMap((entity): QueryItem[] => [
      { kind: 'entity', entity: entity.name },
      ...entity.fields.map((field): QueryItem => ({
        kind: 'field',
        entity: entity.name,
        field: field.name,
      })),
    ]),
    ...schema.links.map((link): QueryItem => ({ kind: 'link', link: link.name })),
    ...values,
  ];
}

/** A value item. */
export function value(
  text: string | number,
  ...known: readonly string[]
): Extract<QueryItem, { kind: 'value' }> {
  return {
    kind: 'value',
    value: text,
    fields: known.map((name) => ({ entity: name.split('.')[0]!, field: name.split('.')[1]! })),
  };
}
