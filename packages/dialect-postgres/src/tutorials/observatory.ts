import type { DatabaseContent, EntityField, FieldType } from '@momq/dialect';

const id: EntityField = { name: 'id', type: 'integer', primaryKey: true };
const field = (name: string, type: FieldType): EntityField => ({ name, type });

/** A mountain observatory: the database of PostgreSQL's tutorials. Invented for them. */
export const observatory: DatabaseContent = {
  schema: {
    name: 'observatory',
    family: 'relational',
    entities: [
      {
        name: 'telescope',
        fields: [
          id,
          field('name', 'text'),
          field('kind', 'text'),
          field('aperture_metres', 'real'),
          field('installed_on', 'date'),
        ],
      },
      {
        name: 'astronomer',
        fields: [
          id,
          field('name', 'text'),
          field('country', 'text'),
          field('mentor_id', 'integer'),
          field('retired', 'boolean'),
        ],
      },
      {
        name: 'target',
        fields: [
          id,
          field('name', 'text'),
          field('kind', 'text'),
          field('constellation', 'text'),
          field('distance_light_years', 'real'),
        ],
      },
      {
        name: 'observation',
        fields: [
          id,
          field('telescope_id', 'integer'),
          field('astronomer_id', 'integer'),
          field('target_id', 'integer'),
          field('started_at', 'datetime'),
          field('exposure_seconds', 'integer'),
          field('cloud_percent', 'integer'),
        ],
      },
      {
        name: 'paper',
        fields: [
          id,
          field('astronomer_id', 'integer'),
          field('title', 'text'),
          field('published_on', 'date'),
          field('citations', 'integer'),
        ],
      },
    ],
    links: [
      link('astronomer.mentor_id', 'astronomer'),
      link('observation.telescope_id', 'telescope'),
      link('observation.astronomer_id', 'astronomer'),
      link('observation.target_id', 'target'),
      link('paper.astronomer_id', 'astronomer'),
    ],
  },
  rows: {
    telescope: [
      [1, 'Heron', 'reflector', 2.4, '1998-05-14'],
      [2, 'Wren', 'refractor', 0.6, '1976-10-02'],
      [3, 'Kestrel', 'reflector', 1.2, '2009-03-27'],
      [4, 'Bittern', 'radio dish', 12, '2016-08-08'],
    ],
    astronomer: [
      [1, 'Ilse Tamm', 'Estonia', null, true],
      [2, 'Rafael Quint', 'Chile', 1, false],
      [3, 'Noor Haddad', 'Jordan', 1, false],
      [4, 'Yuki Sorensen', 'Denmark', 2, false],
      [5, 'Anton Petrescu', 'Romania', 3, false],
    ],
    target: [
      [1, 'Vega', 'star', 'Lyra', 25],
      [2, 'Ring Nebula', 'nebula', 'Lyra', 2570],
      [3, 'Andromeda Galaxy', 'galaxy', 'Andromeda', 2500000],
      [4, 'Crab Nebula', 'nebula', 'Taurus', 6500],
      [5, 'Barnard Star', 'star', 'Ophiuchus', 5.96],
      [6, 'Sombrero Galaxy', 'galaxy', 'Virgo', 31000000],
    ],
    observation: [
      [1, 1, 2, 3, '2023-09-12 21:40:00', 3600, 5],
      [2, 1, 3, 4, '2023-11-03 23:05:00', 1800, 20],
      [3, 2, 4, 1, '2024-01-17 19:30:00', 120, 0],
      [4, 3, 2, 2, '2024-04-09 22:15:00', 900, 10],
      [5, 3, 5, 5, '2024-04-10 01:50:00', 240, null],
      [6, 4, 3, 4, '2024-07-22 14:00:00', 7200, 80],
      [7, 1, 4, 6, '2024-07-30 22:45:00', 5400, 15],
      [8, 2, 5, 1, '2024-12-01 18:20:00', 60, 45],
      [9, 3, 3, 2, '2025-02-14 20:10:00', 1200, 0],
    ],
    paper: [
      [1, 1, 'Dust lanes in nearby galaxies', '2001-06-01', 214],
      [2, 2, 'The halo of Andromeda revisited', '2024-03-15', 31],
      [3, 3, 'Pulsar timing with a small dish', '2024-10-05', 12],
      [4, 3, 'Filaments of the Crab Nebula', '2025-01-20', null],
      [5, 4, 'A quick photometer for bright stars', '2024-05-11', 4],
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
