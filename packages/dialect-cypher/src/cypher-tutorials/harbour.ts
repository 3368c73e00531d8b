import type { DatabaseContent } from '@momq/dialect';

/** A small harbour: captains sail ships, ships visit berths and carry cargo. */
export const harbour: DatabaseContent = {
  schema: {
    name: 'harbour',
    family: 'relational',
    entities: [
      {
        name: 'Captain',
        fields: [
          { name: 'captain_id', type: 'integer', primaryKey: true },
          { name: 'name', type: 'text' },
          { name: 'nationality', type: 'text' },
          { name: 'years_at_sea', type: 'integer' },
        ],
      },
      {
        name: 'Ship',
        fields: [
          { name: 'ship_id', type: 'integer', primaryKey: true },
          { name: 'name', type: 'text' },
          { name: 'kind', type: 'text' },
          { name: 'length_m', type: 'real' },
          { name: 'built', type: 'integer' },
          { name: 'captain_id', type: 'integer' },
        ],
      },
      {
        name: 'Berth',
        fields: [
          { name: 'berth_id', type: 'integer', primaryKey: true },
          { name: 'name', type: 'text' },
          { name: 'depth_m', type: 'real' },
        ],
      },
      {
        name: 'Visit',
        fields: [
          { name: 'visit_id', type: 'integer', primaryKey: true },
          { name: 'ship_id', type: 'integer' },
          { name: 'berth_id', type: 'integer' },
          { name: 'arrived', type: 'date' },
          { name: 'fee', type: 'real' },
        ],
      },
      {
        name: 'Cargo',
        fields: [
          { name: 'cargo_id', type: 'integer', primaryKey: true },
          { name: 'visit_id', type: 'integer' },
          { name: 'goods', type: 'text' },
          { name: 'tonnes', type: 'real' },
        ],
      },
    ],
    links: [
      {
        name: 'Ship.captain_id',
        from: { entity: 'Ship', fields: ['captain_id'] },
        to: { entity: 'Captain', fields: ['captain_id'] },
        fields: [],
      },
      {
        name: 'Visit.ship_id',
        from: { entity: 'Visit', fields: ['ship_id'] },
        to: { entity: 'Ship', fields: ['ship_id'] },
        fields: [],
      },
      {
        name: 'Visit.berth_id',
        from: { entity: 'Visit', fields: ['berth_id'] },
        to: { entity: 'Berth', fields: ['berth_id'] },
        fields: [],
      },
      {
        name: 'Cargo.visit_id',
        from: { entity: 'Cargo', fields: ['visit_id'] },
        to: { entity: 'Visit', fields: ['visit_id'] },
        fields: [],
      },
    ],
  },
  rows: {
    Captain: [
      [1, 'Ingrid Solberg', 'Norway', 24],
      [2, 'Mateus Coelho', 'Portugal', 11],
      [3, 'Aoife Brennan', 'Ireland', 17],
      [4, 'Takumi Arai', 'Japan', 30],
      [5, 'Lena Vogt', 'Germany', 6],
    ],
    Ship: [
      [1, 'Northern Tern', 'container', 212.5, 2009, 1],
      [2, 'Sea Lavender', 'tanker', 183, 1998, 2],
      [3, 'Brave Heron', 'ferry', 96.4, 2015, 3],
      [4, 'Kitsune', 'container', 294, 2018, 4],
      [5, 'Old Marigold', 'trawler', 31.2, 1974, 3],
      [6, 'Silver Skua', 'bulk carrier', 189.9, 2003, null],
    ],
    Berth: [
      [1, 'North Quay', 14.5],
      [2, 'Oil Jetty', 16],
      [3, 'Ferry Ramp', 7.2],
      [4, 'Fish Dock', 4.8],
    ],
    Visit: [
      [1, 1, 1, '2023-03-04', 4200],
      [2, 2, 2, '2023-03-09', 3900],
      [3, 3, 3, '2023-04-01', 650],
      [4, 3, 3, '2023-04-02', 650],
      [5, 4, 1, '2023-05-17', 6100],
      [6, 5, 4, '2023-06-21', 120],
      [7, 1, 1, '2024-01-30', 4300],
      [8, 3, 3, '2024-02-14', null],
    ],
    Cargo: [
      [1, 1, 'timber', 5200],
      [2, 1, 'furniture', 800],
      [3, 2, 'crude oil', 41000],
      [4, 5, 'electronics', 2300],
      [5, 5, 'machine parts', 7400],
      [6, 6, 'cod', 12.5],
      [7, 7, 'timber', 6100],
      [8, 7, 'paper', 3050],
    ],
  },
};
