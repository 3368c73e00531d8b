import { expect, it } from 'vitest';
import type { Condition, LogicalQuery, SelectQuery } from '@momq/dialect';
import { airport, compare, countAll, field, select } from '../testing/flight-queries.js';
import { seededRandom } from '../random/index.js';
import { RandomQuery } from '../testing/random-query.js';
import { queryReading } from './query-reading.js';

const from = (entity: string, change: Partial<SelectQuery> = {}): SelectQuery =>
  select({ from: [{ entity, instance: 0 }], ...change });
const city = field('airport.city');
const minutes = field('flight.minutes');
const average = { kind: 'aggregate', function: 'avg', distinct: false, argument: minutes } as const;
const short: Condition = compare(minutes, '<', 60);
const like = (pattern: string, negated = false) =>
  from('airport', {
    select: [countAll],
    where: compare(city, negated ? 'not like' : 'like', pattern),
  });

it.each<[string, LogicalQuery]>([
  ['lists id of flight', select({})],
  ['counts flight', select({ select: [countAll] })],
  [
    'counts airport where city is “Rome”',
    from('airport', { select: [countAll], where: compare(city, '=', 'Rome') }),
  ],
  ['counts airport where city contains “o%”', like('%o\\%%')],
  ['counts airport where city does not begin with “R”', like('R%', true)],
  [
    'counts the different city of airport',
    from('airport', {
      select: [{ kind: 'aggregate', function: 'count', distinct: true, argument: city }],
    }),
  ],
  ['gives the average minutes of flight', select({ select: [average] })],
  [
    'lists city of airport and number of flight, from flight with their airport where minutes of flight is less than 60',
    select({
      from: [{ entity: 'flight', instance: 0 }, airport(0, 'flight.origin')],
      select: [city, field('flight.number')],
      where: short,
    }),
  ],
  [
    'lists airline and the number of flight of flight, for each airline, only where the average minutes is more than 90, ordered by number of flight (highest first)',
    select({
      select: [field('flight.airline'), countAll],
      groupBy: [field('flight.airline')],
      having: compare(average, '>', 90),
      orderBy: [{ expression: countAll, descending: true }],
    }),
  ],
  [
    'lists number of flight, only the one with the highest minutes',
    select({
      select: [field('flight.number')],
      orderBy: [{ expression: minutes, descending: true }],
      limit: 1,
    }),
  ],
  [
    'lists different city of airport where id is not among origin of flight where minutes is less than 60',
    from('airport', {
      distinct: true,
      select: [city],
      where: {
        kind: 'in',
        negated: true,
        value: field('airport.id'),
        set: [
          {
            kind: 'subquery',
            query: select({ select: [field('flight.origin')], where: short }),
          },
        ],
      },
    }),
  ],
  [
    'lists city of airport, without city of weather where degrees is missing',
    {
      kind: 'set',
      operator: 'except',
      all: false,
      left: from('airport', { select: [city] }),
      right: from('weather', {
        select: [field('weather.city')],
        where: { kind: 'null', negated: false, value: field('weather.degrees') },
      }),
    },
  ],
  [
    'lists number of flight where (minutes is less than 60 or number is one of “A1” or “B2”) and the year of number is between 2019 and 2021',
    select({
      select: [field('flight.number')],
      where: {
        kind: 'and',
        conditions: [
          {
            kind: 'or',
            conditions: [
              short,
              {
                kind: 'in',
                negated: false,
                value: field('flight.number'),
                set: [
                  { kind: 'literal', value: 'A1' },
                  { kind: 'literal', value: 'B2' },
                ],
              },
            ],
          },
          {
            kind: 'between',
            negated: false,
            value: { kind: 'call', function: 'year', arguments: [field('flight.number')] },
            low: { kind: 'literal', value: 2019 },
            high: { kind: 'literal', value: 2021 },
          },
        ],
      },
    }),
  ],
])('reads %s', (reading, query) => {
  expect(queryReading(query)).toBe(reading);
});

it('reads every construct', () => {
  const random = new RandomQuery(seededRandom(7));
  for (let count = 0; count < 300; count++) {
    const reading = queryReading(random.query());
    expect(reading).toMatch(/^(lists|counts|gives) \S/);
    expect(reading).not.toMatch(/undefined|\[object|NaN/);
  }
});
