import type { DatabaseContent, EntityField, FieldType } from '@momq/dialect';

const fields = (types: Record<string, FieldType>): EntityField[] =>
  Object.entries(types).map(([name, type]) => ({
    name,
    type,
    ...(name === 'id' ? { primaryKey: true } : {}),
  }));

/** Names that need quotes in one or both dialects, NULLs, texts that hold numbers, booleans and times. */
export const farm: DatabaseContent = {
  schema: {
    name: 'farm',
    family: 'relational',
    entities: [
      {
        name: 'Order',
        fields: fields({
          id: 'integer',
          Animal: 'integer',
          'kg milk': 'real',
          day: 'date',
          at: 'datetime',
        }),
      },
      {
        name: 'animal',
        fields: fields({
          id: 'integer',
          name: 'text',
          weight: 'real',
          mother: 'integer',
          tag: 'text',
          tame: 'boolean',
          barn: 'text',
        }),
      },
      { name: 'barn', fields: fields({ number: 'integer', group: 'text', size: 'integer' }) },
    ],
    links: [
      {
        name: 'Order.Animal',
        from: { entity: 'Order', fields: ['Animal'] },
        to: { entity: 'animal', fields: ['id'] },
        fields: [],
      },
      {
        name: 'animal.mother',
        from: { entity: 'animal', fields: ['mother'] },
        to: { entity: 'animal', fields: ['id'] },
        fields: [],
      },
    ],
  },
  rows: {
    Order: [
      [1, 1, 12.5, '2023-11-30', '2023-11-30 08:15:00'],
      [2, 1, 10, '2024-01-02', '2024-01-02 00:00:00'],
      [3, 2, null, '2024-01-15', null],
      [4, 3, 7.25, '2024-02-29', '2024-02-29 19:30:00'],
      [5, null, 3.5, null, '2024-03-01 06:00:00'],
    ],
    animal: [
      [1, 'Bella', 512.5, null, '007', true, '1'],
      [2, 'bruno', 33, 1, '12', false, '2'],
      [3, "O'Hara", null, 1, '9', true, '1'],
      [4, 'Élan', 87, 2, 'x\\1', null, null],
      [5, null, 33, 2, '100', false, '3'],
    ],
    barn: [
      [1, 'north', 20],
      [2, 'south', 15],
      [4, null, 0],
    ],
  },
};
