import type { DatabaseContent, DatabaseSchema } from '@momq/dialect';

/** People, their orders, and towns without a key. */
export const shopSchema: DatabaseSchema = {
  name: 'shop',
  family: 'relational',
  entities: [
    {
      name: 'Person',
      fields: [
        { name: 'id', type: 'integer' },
        { name: 'Name', type: 'text' },
        { name: 'born', type: 'date' },
        { name: 'boss', type: 'integer' },
        { name: 'active', type: 'boolean' },
      ],
    },
    {
      name: 'Orders',
      fields: [
        { name: 'id', type: 'integer' },
        { name: 'person_id', type: 'integer' },
        { name: 'total', type: 'real' },
        { name: 'year', type: 'text' },
        { name: 'placed', type: 'datetime' },
      ],
    },
    { name: 'Town', fields: [{ name: 'name', type: 'text' }] },
  ],
  links: [
    {
      name: 'Orders.person_id',
      from: { entity: 'Orders', fields: ['person_id'] },
      to: { entity: 'Person', fields: ['id'] },
      fields: [],
    },
    {
      name: 'Person.boss',
      from: { entity: 'Person', fields: ['boss'] },
      to: { entity: 'Person', fields: ['id'] },
      fields: [],
    },
  ],
};

/** Rows with NULL, ties, letters of both cases, signs that patterns mind, and people without orders. */
export const shopContent: DatabaseContent = {
  schema: shopSchema,
  rows: {
    Person: [
      [1, 'Ann', '1980-01-31', null, 1],
      [2, 'bob', '1990-12-01', 1, 0],
      [3, 'Cy_d', '2000-02-29', 1, null],
      [4, 'dora%', null, 2, 1],
      [5, 'E\\ve', '1980-07-15', 2, 0],
      [6, null, '2011-11-11', 3, 1],
      [7, 'ann', '1999-05-05', 9, 0],
    ],
    Orders: [
      [1, 1, 10.5, '2010', '2023-05-01 09:30:00'],
      [2, 1, 20, '2011', '2023-05-01 18:00:05'],
      [3, 2, 30, '2010', '2023-05-02 00:00:00'],
      [4, null, 99, '5', '2024-01-15 12:00:00'],
      [5, 2, 5, null, '2023-12-31 23:59:59'],
      [6, 4, null, '2012', null],
      [7, 5, 20, '2011', '2024-02-29 07:08:09'],
      [8, 12, -3, 'x', '2020-06-30 00:00:01'],
    ],
    Town: [['Ann'], ['Ulm'], [null], ['bob']],
  },
};
