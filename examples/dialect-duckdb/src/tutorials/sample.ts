import type { DatabaseContent } from '@momq/dialect';

/** Games and how often they were played. */
export const sample: DatabaseContent = {
  schema: {
    name: 'games',
    family: 'relational',
    entities: [
      {
        name: 'game',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'title', type: 'text' },
          { name: 'price', type: 'real' },
        ],
      },
      {
        name: 'play',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'game_id', type: 'integer' },
          { name: 'played_on', type: 'date' },
        ],
      },
    ],
    links: [
      {
        name: 'play.game_id',
        from: { entity: 'play', fields: ['game_id'] },
        to: { entity: 'game', fields: ['id'] },
        fields: [],
      },
    ],
  },
  rows: {
    game: [
      [1, 'Catan', 35],
      [2, 'Azul', 30],
      [3, 'Chess', 12.5],
      [4, 'Root', 55],
    ],
    play: [
      [1, 1, '2024-03-01'],
      [2, 1, '2024-03-08'],
      [3, 3, '2024-03-08'],
    ],
  },
};
