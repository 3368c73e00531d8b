/** One table with three rows. */
export const shop = {
  schema: {
    name: 'shop',
    family: 'relational',
    entities: [
      {
        name: 'customer',
        fields: [
          { name: 'id', type: 'integer' },
          { name: 'name', type: 'text' },
        ],
      },
    ],
    links: [],
  },
  rows: {
    customer: [
      [1, 'Ada'],
      [2, 'Linus'],
      [3, 'Grace'],
    ],
  },
} as const;
