import { describe, expect, it } from 'vitest';
import type { LogicalQuery } from '@momq/dialect';
import {
  airport,
  city,
  compare,
  countAll,
  field,
  inAirports,
  items,
  minutes,
  select,
  textOf,
  where,
} from '../testing/flight-queries.js';
import { flightSchema } from '../testing/flight-schema.js';
import { canonicalise } from './canonicalise.js';
import { linearise } from './linearise.js';
import { parseTokens } from './parse-tokens.js';

const cases: [string, LogicalQuery, string][] = [
  ['a column', select({}), 'from flight select flight.id end'],
  ['DISTINCT', select({ distinct: true }), 'from flight select distinct flight.id end'],
  ['*', select({ select: [{ kind: 'star' }] }), 'from flight select * end'],
  ['COUNT(*)', select({ select: [countAll] }), 'from flight select count* end'],
  [
    'COUNT(DISTINCT x)',
    select({
      select: [{ kind: 'aggregate', function: 'count', distinct: true, argument: minutes }],
    }),
    'from flight select count distinct flight.minutes end',
  ],
  [
    'arithmetic and functions',
    select({
      select: [
        {
          kind: 'arithmetic',
          operator: '*',
          left: { kind: 'literal', value: 2 },
          right: { kind: 'call', function: 'abs', arguments: [minutes] },
        },
      ],
    }),
    'from flight select times 2 abs flight.minutes end',
  ],
  [
    'the only link',
    select({
      from: [
        { entity: 'flight', instance: 0 },
        {
          entity: 'airline',
          instance: 0,
          join: {
            kind: 'link',
            link: 'flight.airline',
            with: { entity: 'flight', instance: 0 },
            optional: false,
          },
        },
      ],
    }),
    'from flight airline select flight.id end',
  ],
  [
    'one link of two, then the other',
    select({
      from: [
        { entity: 'flight', instance: 0 },
        airport(0, 'flight.origin'),
        airport(1, 'flight.target'),
      ],
      select: [field('airport.city', 1)],
    }),
    'from flight flight.origin! airport airport select other airport.city end',
  ],
  [
    'an optional join',
    select({
      from: [
        { entity: 'flight', instance: 0 },
        {
          entity: 'airline',
          instance: 0,
          join: {
            kind: 'link',
            link: 'flight.airline',
            with: { entity: 'flight', instance: 0 },
            optional: true,
          },
        },
      ],
    }),
    'from flight optional airline select flight.id end',
  ],
  [
    'a link of an entity with itself',
    select({
      from: [
        { entity: 'employee', instance: 0 },
        {
          entity: 'employee',
          instance: 1,
          join: {
            kind: 'link',
            link: 'employee.manager',
            with: { entity: 'employee', instance: 0 },
            optional: false,
          },
        },
      ],
      select: [field('employee.name', 1)],
    }),
    'from employee employee select other employee.name end',
  ],
  [
    'the same link from the second use',
    select({
      from: [
        { entity: 'employee', instance: 0 },
        { entity: 'employee', instance: 1, join: { kind: 'cross' } },
        {
          entity: 'employee',
          instance: 2,
          join: {
            kind: 'link',
            link: 'employee.manager',
            with: { entity: 'employee', instance: 1 },
            optional: false,
          },
        },
      ],
      select: [field('employee.name', 2)],
    }),
    'from employee cross employee other employee.manager! employee select other other employee.name end',
  ],
  [
    'a join on fields',
    select({
      from: [
        { entity: 'airport', instance: 0 },
        {
          entity: 'weather',
          instance: 0,
          join: { kind: 'fields', left: city, right: field('weather.city'), optional: false },
        },
      ],
      select: [city],
    }),
    'from airport on weather airport.city weather.city select airport.city end',
  ],
  [
    'every combination',
    select({
      from: [
        { entity: 'airport', instance: 0 },
        { entity: 'weather', instance: 0, join: { kind: 'cross' } },
      ],
      select: [city],
    }),
    'from airport cross weather select airport.city end',
  ],
  [
    '= a constant',
    where(compare(minutes, '=', 2019)),
    'from flight select flight.id where flight.minutes 2019 end',
  ],
  [
    '= a field',
    where(compare(minutes, '=', field('flight.id'))),
    'from flight select flight.id where flight.minutes = flight.id end',
  ],
  [
    'a number item for a text field',
    where(compare(field('flight.number'), '=', '2019')),
    'from flight select flight.id where flight.number 2019 end',
  ],
  [
    'a text item for a number field',
    where(compare(minutes, '>', 50)),
    'from flight select flight.id where flight.minutes > "50" end',
  ],
  [
    'a small number without an item',
    where(compare(minutes, '<=', 7)),
    'from flight select flight.id where flight.minutes <= 7 end',
  ],
  [
    'a negative number',
    where(compare(minutes, '!=', -3.5)),
    'from flight select flight.id where flight.minutes != -3.5 end',
  ],
  [
    'a boolean',
    inAirports({
      kind: 'compare',
      operator: '=',
      left: field('airport.hub'),
      right: { kind: 'literal', value: true },
    }),
    'from airport select airport.city where airport.hub true end',
  ],
  [
    'contains',
    inAirports(compare(city, 'like', '%blue sky%')),
    'from airport select airport.city where airport.city contains "blue sky" end',
  ],
  [
    'not starts',
    inAirports(compare(city, 'not like', 'blue sky%')),
    'from airport select airport.city where airport.city not starts "blue sky" end',
  ],
  [
    'ends',
    inAirports(compare(city, 'like', '%blue sky')),
    'from airport select airport.city where airport.city ends "blue sky" end',
  ],
  [
    'a pattern of its own',
    inAirports(compare(city, 'like', '%a_b%')),
    'from airport select airport.city where airport.city like "%a_b%" end',
  ],
  [
    'BETWEEN',
    where({
      kind: 'between',
      negated: false,
      value: minutes,
      low: { kind: 'literal', value: 1 },
      high: { kind: 'literal', value: 2019 },
    }),
    'from flight select flight.id where flight.minutes between 1 2019 end',
  ],
  [
    'NOT IN a list',
    inAirports({
      kind: 'in',
      negated: true,
      value: city,
      set: [
        { kind: 'literal', value: 'Rome' },
        { kind: 'literal', value: 'blue sky' },
      ],
    }),
    'from airport select airport.city where airport.city not in "Rome" "blue sky" end',
  ],
  [
    'IN a subquery',
    where({
      kind: 'in',
      negated: false,
      value: minutes,
      set: [{ kind: 'subquery', query: select({ limit: 3 }) }],
    }),
    'from flight select flight.id where flight.minutes in ( from flight select flight.id limit 3 ) end',
  ],
  [
    'IS NOT NULL',
    where({ kind: 'null', negated: true, value: minutes }),
    'from flight select flight.id where flight.minutes not null end',
  ],
  [
    'NOT EXISTS with a reference to the enclosing query',
    select({
      where: {
        kind: 'exists',
        negated: true,
        query: select({
          from: [{ entity: 'airline', instance: 0 }],
          select: [field('airline.id')],
          where: compare(field('airline.id'), '=', field('flight.airline')),
        }),
      },
    }),
    'from flight select flight.id where not exists ( from airline select airline.id where airline.id = outer flight.airline ) end',
  ],
  [
    'OR inside AND',
    where({
      kind: 'and',
      conditions: [
        { kind: 'or', conditions: [compare(minutes, '=', 1), compare(minutes, '=', 2)] },
        compare(field('flight.id'), '>', 3),
      ],
    }),
    'from flight select flight.id where ( flight.minutes 1 or flight.minutes 2 ) and flight.id > 3 end',
  ],
  [
    'AND inside OR',
    where({
      kind: 'or',
      conditions: [
        compare(minutes, '=', 1),
        {
          kind: 'and',
          conditions: [compare(minutes, '=', 2), compare(field('flight.id'), '>', 3)],
        },
      ],
    }),
    'from flight select flight.id where flight.minutes 1 or flight.minutes 2 and flight.id > 3 end',
  ],
  [
    'GROUP BY the selected fields',
    select({ select: [field('flight.airline'), countAll], groupBy: [field('flight.airline')] }),
    'from flight select flight.airline count* group end',
  ],
  [
    'GROUP BY another field',
    select({
      select: [field('flight.number')],
      groupBy: [field('flight.airline')],
      having: compare(countAll, '>=', 2),
    }),
    'from flight select flight.number group flight.airline having count* >= 2 end',
  ],
  [
    'ORDER BY several keys',
    select({
      orderBy: [
        { expression: minutes, descending: true },
        { expression: field('flight.id'), descending: false },
      ],
      limit: 2019,
    }),
    'from flight select flight.id order flight.minutes desc flight.id limit 2019 end',
  ],
  [
    'set operations',
    {
      kind: 'set',
      operator: 'except',
      all: false,
      left: {
        kind: 'set',
        operator: 'union',
        all: true,
        left: select({}),
        right: select({ distinct: true }),
      },
      right: select({}),
    },
    'from flight select flight.id union all from flight select distinct flight.id except from flight select flight.id end',
  ],
];

describe('linearise and parseTokens', () => {
  it.each(cases)('%s', (_what, query, text) => {
    const tokens = linearise(query, items, flightSchema);
    expect(textOf(tokens)).toBe(text);
    expect(parseTokens(tokens, items, flightSchema)).toEqual(canonicalise(query, flightSchema));
  });
});
