import type { DatabaseContent, EntityField, FieldType } from '@momq/dialect';

const id: EntityField = { name: 'id', type: 'integer', primaryKey: true };
const field = (name: string, type: FieldType): EntityField => ({ name, type });

/** Three bakeries: the database of BigQuery's tutorials. Invented for them. */
export const bakery: DatabaseContent = {
  schema: {
    name: 'bakery',
    family: 'relational',
    entities: [
      {
        name: 'shop',
        fields: [
          id,
          field('name', 'text'),
          field('city', 'text'),
          field('opened_on', 'date'),
          field('seats', 'integer'),
        ],
      },
      {
        name: 'baker',
        fields: [
          id,
          field('name', 'text'),
          field('shop_id', 'integer'),
          field('hired_on', 'date'),
          field('apprentice', 'boolean'),
          field('languages', 'text'),
        ],
      },
      {
        name: 'product',
        fields: [
          id,
          field('name', 'text'),
          field('kind', 'text'),
          field('price', 'real'),
          field('details', 'text'),
        ],
      },
      {
        name: 'sale',
        fields: [
          id,
          field('shop_id', 'integer'),
          field('product_id', 'integer'),
          field('sold_at', 'datetime'),
          field('quantity', 'integer'),
          field('discount_percent', 'integer'),
        ],
      },
    ],
    links: [
      {
        name: 'baker.shop_id',
        from: { entity: 'baker', fields: ['shop_id'] },
        to: { entity: 'shop', fields: ['id'] },
        fields: [],
      },
      {
        name: 'sale.shop_id',
        from: { entity: 'sale', fields: ['shop_id'] },
        to: { entity: 'shop', fields: ['id'] },
        fields: [],
      },
      {
        name: 'sale.product_id',
        from: { entity: 'sale', fields: ['product_id'] },
        to: { entity: 'product', fields: ['id'] },
        fields: [],
      },
    ],
  },
  rows: {
    shop: [
      [1, 'Old Mill', 'Ghent', '1998-04-01', 12],
      [2, 'Harbour Bread', 'Antwerp', '2011-09-15', 30],
      [3, 'Station Corner', 'Ghent', '2019-02-28', null],
    ],
    baker: [
      [1, 'Lotte Maes', 1, '2004-05-10', false, 'nl,fr'],
      [2, 'Karim Aziz', 1, '2022-09-01', true, 'nl,ar,fr'],
      [3, 'Ines Duarte', 2, '2013-01-07', false, 'pt,en'],
      [4, 'Noor de Wit', 2, '2023-02-13', true, 'nl'],
      [5, 'Tom Peeters', 3, '2019-03-01', false, null],
    ],
    product: [
      [1, 'Rye loaf', 'bread', 4.5, '{"grams": 800, "allergens": ["gluten"]}'],
      [2, 'Baguette', 'bread', 2.2, '{"grams": 250, "allergens": ["gluten"]}'],
      [3, 'Apple tart', 'cake', 3.75, '{"grams": 180, "allergens": ["gluten", "egg", "milk"]}'],
      [4, 'Almond bar', 'cake', 2.9, '{"grams": 90, "allergens": ["nuts"], "vegan": true}'],
      [5, 'Coffee', 'drink', 2.5, null],
    ],
    sale: [
      [1, 1, 1, '2024-03-01 08:15:00', 2, null],
      [2, 1, 2, '2024-03-01 08:40:30', 5, 10],
      [3, 2, 3, '2024-03-02 15:05:00', 4, null],
      [4, 2, 5, '2024-03-02 15:06:10', 4, null],
      [5, 3, 2, '2024-03-04 07:30:00', 10, 20],
      [6, 1, 4, '2024-04-10 11:00:00', 3, null],
      [7, 3, 5, '2024-04-10 11:20:45', 1, 0],
      [8, 2, 1, '2024-06-30 18:59:59', 1, 50],
      [9, 3, 3, '2025-01-05 09:00:00', 6, null],
    ],
  },
};
