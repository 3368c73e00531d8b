import type { DatabaseContent, EntityField, FieldType } from '@momq/dialect';

const id: EntityField = { name: 'id', type: 'integer', primaryKey: true };
const field = (name: string, type: FieldType): EntityField => ({ name, type });
const reference = (from: string, column: string, to: string) => ({
  name: `${from}.${column}`,
  from: { entity: from, fields: [column] },
  to: { entity: to, fields: ['id'] },
  fields: [],
});

/** A bicycle workshop: the database of MySQL's tutorials. Invented for them. */
export const bicycleWorkshop: DatabaseContent = {
  schema: {
    name: 'workshop',
    family: 'relational',
    entities: [
      {
        name: 'customer',
        fields: [
          id,
          field('name', 'text'),
          field('town', 'text'),
          field('email', 'text'),
          field('joined_on', 'date'),
          field('newsletter', 'boolean'),
        ],
      },
      {
        name: 'mechanic',
        fields: [
          id,
          field('name', 'text'),
          field('teacher_id', 'integer'),
          field('hourly_wage', 'real'),
        ],
      },
      {
        name: 'bicycle',
        fields: [
          id,
          field('customer_id', 'integer'),
          field('brand', 'text'),
          field('kind', 'text'),
          field('gears', 'integer'),
          field('weight_kg', 'real'),
          field('details', 'text'),
        ],
      },
      {
        name: 'repair',
        fields: [
          id,
          field('bicycle_id', 'integer'),
          field('mechanic_id', 'integer'),
          field('started_at', 'datetime'),
          field('finished_at', 'datetime'),
          field('hours', 'real'),
          field('note', 'text'),
        ],
      },
      {
        name: 'part',
        fields: [
          id,
          field('name', 'text'),
          field('price', 'real'),
          field('stock', 'integer'),
          field('tags', 'text'),
        ],
      },
      {
        name: 'repair_part',
        fields: [
          field('repair_id', 'integer'),
          field('part_id', 'integer'),
          field('quantity', 'integer'),
        ],
      },
    ],
    links: [
      reference('mechanic', 'teacher_id', 'mechanic'),
      reference('bicycle', 'customer_id', 'customer'),
      reference('repair', 'bicycle_id', 'bicycle'),
      reference('repair', 'mechanic_id', 'mechanic'),
      reference('repair_part', 'repair_id', 'repair'),
      reference('repair_part', 'part_id', 'part'),
    ],
  },
  rows: {
    customer: [
      [1, 'Ada Brook', 'Marlow', 'ada.brook@post.example', '2019-03-04', true],
      [2, 'Ben Castor', 'Henley', 'ben@castor.example', '2020-07-19', false],
      [3, 'Chloé Dunn', 'Marlow', null, '2021-02-28', true],
      [4, 'Dai Evans', 'Bourne End', 'dai_evans@post.example', '2022-11-30', null],
      [5, 'Esther Fox', 'Henley', 'esther.fox@mail.example', '2024-02-29', true],
      [6, "Finn O'Hara", 'Cookham', 'finn@ohara.example', '2024-08-15', false],
    ],
    mechanic: [
      [1, 'Greta Holm', null, 24.5],
      [2, 'Hugo Iversen', 1, 19],
      [3, 'Ines Jansen', 1, 21.25],
      [4, 'Joost Kramer', 3, 15.8],
    ],
    bicycle: [
      [
        1,
        1,
        'Aldo',
        'city',
        7,
        16.4,
        '{"colour": "green", "lights": true, "locks": ["frame", "chain"]}',
      ],
      [
        2,
        1,
        'Bergwind',
        'touring',
        27,
        13.9,
        '{"colour": "black", "lights": true, "locks": ["chain"]}',
      ],
      [3, 2, 'Corsa', 'racing', 22, 7.8, '{"colour": "red", "lights": false, "locks": []}'],
      [4, 3, 'Aldo', 'city', 3, 17.2, '{"colour": "blue", "lights": true, "locks": ["frame"]}'],
      [
        5,
        4,
        'Dray',
        'cargo',
        8,
        38.5,
        '{"colour": "blue", "lights": true, "locks": ["frame", "chain"]}',
      ],
      [6, 5, 'Corsa', 'racing', 20, 8.1, null],
      [7, null, 'Elster', 'folding', 3, 11.6, '{"colour": "white", "lights": false, "locks": []}'],
    ],
    repair: [
      [1, 1, 2, '2024-01-08 09:15:00', '2024-01-08 10:45:00', 1.5, 'brakes squeal'],
      [2, 3, 1, '2024-01-31 14:00:00', '2024-02-02 16:30:00', 6.25, 'new chain, 100% smooth'],
      [3, 2, 3, '2024-02-29 08:05:30', '2024-02-29 12:05:30', 4, null],
      [4, 4, 2, '2024-03-18 11:20:00', '2024-03-19 09:00:00', 2.75, 'front_wheel buckled'],
      [5, 5, 3, '2024-05-06 07:45:00', '2024-05-10 17:15:00', 11.5, 'Chain and brakes'],
      [6, 1, 4, '2024-06-21 15:30:00', '2024-06-21 16:10:00', 0.5, 'tyre flat'],
      [7, 6, 1, '2024-08-02 10:00:00', '2024-08-05 10:00:00', 5, 'gears skip'],
      [8, 3, 3, '2024-12-30 13:10:00', null, 3.5, 'winter check'],
      [9, 7, null, '2025-01-02 09:00:00', null, null, 'waiting for parts'],
    ],
    part: [
      [1, 'chain', 18.9, 14, 'drive,steel'],
      [2, 'brake pad', 6.5, 60, 'brake,rubber'],
      [3, 'inner tube', 4.95, 120, 'wheel,rubber'],
      [4, 'spoke', 0.75, 400, 'wheel,steel'],
      [5, 'saddle', 34, 5, 'seat,leather'],
      [6, 'dynamo light', 42.5, 0, 'light'],
    ],
    repair_part: [
      [1, 2, 2],
      [2, 1, 1],
      [3, 1, 1],
      [3, 2, 4],
      [4, 4, 6],
      [4, 3, 1],
      [5, 1, 2],
      [5, 2, 4],
      [6, 3, 1],
      [7, 1, 1],
    ],
  },
};
