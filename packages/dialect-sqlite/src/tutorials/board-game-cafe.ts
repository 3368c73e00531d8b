import type { DatabaseContent, EntityField, FieldType } from '@momq/dialect';

const id: EntityField = { name: 'id', type: 'integer', primaryKey: true };
const field = (name: string, type: FieldType): EntityField => ({ name, type });

/** A café that lends board games: the database of SQLite's tutorials. Invented for them. */
export const boardGameCafe: DatabaseContent = {
  schema: {
    name: 'board_game_cafe',
    family: 'relational',
    entities: [
      { name: 'shelf', fields: [id, field('name', 'text'), field('floor', 'integer')] },
      {
        name: 'game',
        fields: [
          id,
          field('title', 'text'),
          field('designer', 'text'),
          field('category', 'text'),
          field('published', 'integer'),
          field('max_players', 'integer'),
          field('price', 'real'),
          field('shelf_id', 'integer'),
        ],
      },
      {
        name: 'guest',
        fields: [
          id,
          field('name', 'text'),
          field('city', 'text'),
          field('joined_on', 'date'),
          field('newsletter', 'boolean'),
        ],
      },
      {
        name: 'visit',
        fields: [
          id,
          field('guest_id', 'integer'),
          field('visited_on', 'date'),
          field('party_size', 'integer'),
          field('bill', 'real'),
        ],
      },
      {
        name: 'round',
        fields: [
          id,
          field('visit_id', 'integer'),
          field('game_id', 'integer'),
          field('minutes', 'integer'),
          field('rating', 'integer'),
        ],
      },
    ],
    links: [
      link('game.shelf_id', 'shelf'),
      link('visit.guest_id', 'guest'),
      link('round.visit_id', 'visit'),
      link('round.game_id', 'game'),
    ],
  },
  rows: {
    shelf: [
      [1, 'Strategy corner', 1],
      [2, 'Family wall', 1],
      [3, 'Quick games', 2],
      [4, 'Reserve', 3],
    ],
    game: [
      [1, 'Harbour of Glass', 'Ines Moreau', 'strategy', 2018, 4, 49.9, 1],
      [2, 'Nine Lanterns', 'Tomo Arai', 'family', 2021, 5, 29.5, 2],
      [3, 'Moss and Stone', 'Ines Moreau', 'strategy', 2015, 2, 34, 1],
      [4, 'Parrot Post', 'Lea Brandt', 'family', 2022, 6, 24.9, 2],
      [5, 'Two Minute Tram', 'Oskar Lind', 'quick', 2019, 8, 12.5, 3],
      [6, 'Salt Road', 'Tomo Arai', 'strategy', 2023, 4, 59, 1],
      [7, 'Button Up', 'Lea Brandt', 'quick', 2020, 4, 15, 3],
      [8, 'The Last Lighthouse', 'Oskar Lind', 'cooperative', 2017, 4, 39.9, null],
    ],
    guest: [
      [1, 'Mara Voss', 'Graz', '2023-02-11', true],
      [2, 'Pavel Dunn', 'Linz', '2023-09-30', false],
      [3, 'Aiko Ferreira', 'Graz', '2024-01-05', true],
      [4, 'Samir Holt', 'Vienna', '2024-03-19', true],
      [5, 'Greta Nyman', 'Linz', '2024-06-02', false],
      [6, 'Bruno Castell', 'Graz', '2024-11-23', true],
    ],
    visit: [
      [1, 1, '2024-01-12', 4, 38.5],
      [2, 2, '2024-01-20', 2, 17],
      [3, 3, '2024-02-03', 3, 29.2],
      [4, 1, '2024-02-17', 5, 61.4],
      [5, 4, '2024-04-01', 2, 22.8],
      [6, 5, '2024-06-08', 6, 74],
      [7, 3, '2024-06-21', 2, null],
      [8, 1, '2024-12-06', 3, 35.6],
    ],
    round: [
      [1, 1, 1, 95, 9],
      [2, 1, 5, 20, 7],
      [3, 2, 3, 45, 8],
      [4, 3, 2, 40, 6],
      [5, 3, 5, 15, 8],
      [6, 4, 1, 110, 10],
      [7, 4, 4, 35, 5],
      [8, 5, 7, 25, null],
      [9, 6, 4, 50, 8],
      [10, 6, 5, 30, 9],
      [11, 7, 3, 60, 9],
      [12, 8, 6, 120, 7],
    ],
  },
};

function link(name: string, target: string): DatabaseContent['schema']['links'][number] {
  const [table = '', column = ''] = name.split('.');
  return {
    name,
    from: { entity: table, fields: [column] },
    to: { entity: target, fields: ['id'] },
    fields: [],
  };
}
