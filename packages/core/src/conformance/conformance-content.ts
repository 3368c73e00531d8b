import type { DatabaseContent, EntityField, FieldType, TemporalEncoding } from '@momq/dialect';

function fields(
  types: Readonly<Record<string, FieldType | readonly [FieldType, TemporalEncoding]>>,
): EntityField[] {
  return Object.entries(types).map(([name, type]) => ({
    name,
    ...(typeof type === 'string' ? { type } : { type: type[0], temporal: type[1] }),
    ...(name === 'id' && { primaryKey: true }),
  }));
}

/**
 * Teams, people and events: missing values and keys, ties, an empty group, a divisor of zero, negative numbers, leap days,
 * ends of months and of ISO years, times before 1970, texts with pattern characters, letters outside ASCII.
 * Points in time are kept in every way that {@link EntityField.temporal} knows.
 */
export const conformanceContent: DatabaseContent = {
  schema: {
    name: 'conformance',
    family: 'relational',
    entities: [
      { name: 'team', fields: fields({ id: 'integer', name: 'text', budget: 'real' }) },
      {
        name: 'person',
        fields: fields({
          id: 'integer',
          name: 'text',
          team: 'integer',
          age: 'integer',
          pay: 'real',
          joined: 'date',
          note: 'text',
          active: 'boolean',
        }),
      },
      {
        name: 'event',
        fields: fields({
          id: 'integer',
          person: 'integer',
          at: 'datetime',
          seconds: ['integer', 'unix-seconds'],
          millis: ['integer', 'unix-milliseconds'],
          day: ['text', 'iso-date'],
          moment: ['text', 'iso-datetime'],
          season: ['integer', 'year'],
          amount: 'integer',
        }),
      },
    ],
    links: [
      {
        name: 'person.team',
        from: { entity: 'person', fields: ['team'] },
        to: { entity: 'team', fields: ['id'] },
        fields: [],
      },
      {
        name: 'event.person',
        from: { entity: 'event', fields: ['person'] },
        to: { entity: 'person', fields: ['id'] },
        fields: [],
      },
    ],
  },
  rows: {
    team: [
      [1, 'Red', 100],
      [2, 'blue', 0],
      [3, 'Empty', null],
    ],
    person: [
      [1, 'Ann Lee', 1, 34, 1000.5, '2020-02-29', '50% off', true],
      [2, 'José', 1, null, 2000, '2021-12-31', '5_0', false],
      [3, 'Bob', 2, 28, null, '2023-01-31', 'a\\b', true],
      [4, ' Cid ', 2, 28, 500.25, null, null, null],
      [5, 'Dora', null, 61, -3, '2024-12-30', '12.75 kg', false],
    ],
    event: [
      [
        1,
        1,
        '2023-01-01 00:00:00',
        1_672_531_200,
        1_672_531_200_000,
        '2023-01-01',
        '2023-01-01 00:00:00',
        2023,
        7,
      ],
      [
        2,
        1,
        '2024-02-29 23:59:59',
        1_709_251_199,
        1_709_251_199_000,
        '2024-02-29',
        '2024-02-29 23:59:59',
        2024,
        -7,
      ],
      [
        3,
        2,
        '2021-01-03 12:30:15',
        1_609_677_015,
        1_609_677_015_000,
        '2021-01-03',
        '2021-01-03 12:30:15',
        2021,
        0,
      ],
      [
        4,
        3,
        '2020-12-31 06:00:00',
        1_609_394_400,
        1_609_394_400_000,
        '2020-12-31',
        '2020-12-31 06:00:00',
        2020,
        12,
      ],
      [5, 4, '1969-12-31 23:59:58', -2, -2000, '1969-12-31', '1969-12-31 23:59:58', 1969, 5],
      [6, null, null, null, null, null, null, null, null],
    ],
  },
};
