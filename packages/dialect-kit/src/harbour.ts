import type { DatabaseContent } from '@momq/dialect';

/** Ships and their visits: names with quotes, accents and line ends, NULLs, a dangling reference, ties. */
export const harbour: DatabaseContent = {
  schema: {
    name: 'harbour',
    family: 'relational',
    entities: [
      {
        name: 'ship',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'name', type: 'text' },
          { name: 'draft', type: 'real' },
          { name: 'launched', type: 'date' },
          { name: 'afloat', type: 'boolean' },
        ],
      },
      {
        name: 'visit',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'ship_id', type: 'integer' },
          { name: 'fee', type: 'integer' },
        ],
      },
    ],
    links: [
      {
        name: 'visit.ship_id',
        from: { entity: 'visit', fields: ['ship_id'] },
        to: { entity: 'ship', fields: ['id'] },
        fields: [],
      },
    ],
  },
  rows: {
    ship: [
      [1, "Queen's Gull", 4.5, '2001-02-28', true],
      [2, 'Öresund', 7.25, '2004-02-29', true],
      [3, 'say "ahoy"\nback\\slash', null, null, false],
      [4, 'tern', 4.5, '1999-12-31', null],
    ],
    visit: [
      [1, 1, 100],
      [2, 1, 250],
      [3, 2, 100],
      [4, 9, null],
    ],
  },
};

/** The same schema with so many ships that pairing them five times never ends. */
export const crowdedHarbour: DatabaseContent = {
  ...harbour,
  schema: { ...harbour.schema, name: 'crowded' },
  rows: {
    ship: Array.from({ length: 400 }, (_, index) => [
      index + 1,
      `ship ${index}`,
      index / 4,
      '2020-01-01',
      true,
    ]),
    visit: [],
  },
};
