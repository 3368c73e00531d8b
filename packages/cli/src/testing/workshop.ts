import type { DatabaseContent } from '@momq/dialect';

/** Seven customers, six products and nine purchases, for conversations whose answers can be worked out by hand. */
export const workshop: DatabaseContent = {
  schema: {
    name: 'workshop',
    family: 'relational',
    entities: [
      {
        name: 'customer',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'name', type: 'text' },
          { name: 'email', type: 'text' },
          { name: 'country', type: 'text' },
          { name: 'age', type: 'integer' },
          { name: 'active', type: 'boolean' },
        ],
      },
      {
        name: 'product',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'title', type: 'text' },
          { name: 'category', type: 'text' },
          { name: 'price', type: 'real' },
        ],
      },
      {
        name: 'purchase',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'customer_id', type: 'integer' },
          { name: 'product_id', type: 'integer' },
          { name: 'quantity', type: 'integer' },
          { name: 'bought_on', type: 'date' },
        ],
      },
    ],
    links: [
      {
        name: 'purchase.customer_id',
        from: { entity: 'purchase', fields: ['customer_id'] },
        to: { entity: 'customer', fields: ['id'] },
        fields: [],
      },
      {
        name: 'purchase.product_id',
        from: { entity: 'purchase', fields: ['product_id'] },
        to: { entity: 'product', fields: ['id'] },
        fields: [],
      },
    ],
  },
  rows: {
    customer: [
      [1, 'Ada', 'ada@example.org', 'Germany', 34, true],
      [2, 'Bo', null, 'France', 28, true],
      [3, 'Cleo', 'cleo@example.org', 'Germany', 45, false],
      [4, 'Dan', 'dan@example.org', 'Italy', 52, true],
      [5, 'Eve', null, 'France', 19, false],
      [6, 'Finn', 'finn@example.org', 'Germany', 27, true],
      [7, 'Gia', 'gia@example.org', 'Italy', 31, true],
    ],
    product: [
      [1, 'Hammer', 'tools', 18],
      [2, 'Saw', 'tools', 25],
      [3, 'Lamp', 'lights', 40],
      [4, 'Lantern', 'lights', 32],
      [5, 'Bench', 'furniture', 150],
      [6, 'Stool', 'furniture', 45],
    ],
    purchase: [
      [1, 1, 1, 2, '2021-03-05'],
      [2, 1, 3, 1, '2021-11-20'],
      [3, 2, 2, 1, '2021-12-31'],
      [4, 3, 5, 1, '2022-01-01'],
      [5, 4, 6, 4, '2022-06-15'],
      [6, 4, 3, 2, '2022-07-01'],
      [7, 6, 1, 1, '2022-12-31'],
      [8, 6, 4, 3, '2023-01-01'],
      [9, 7, 2, 2, '2023-05-09'],
    ],
  },
};
