import { expect, test } from 'vitest';
import type { Condition, LogicalQuery, OrderKey, SelectQuery } from '@momq/dialect';
import { compare, countAll, field, select } from '../testing/flight-queries.js';
import { flightSchema } from '../testing/flight-schema.js';
import { missingValuesLast } from './superlatives.js';

const minutes = field('flight.minutes');
const up = (expression: OrderKey['expression']): OrderKey => ({ expression, descending: false });
const last = (query: LogicalQuery) => missingValuesLast(query, flightSchema);
const cheapest = (change: Partial<SelectQuery>) =>
  select({ orderBy: [up(minutes)], limit: 1, ...change });

test('the smallest of a field is not NULL', () => {
  expect(last(cheapest({}))).toEqual(cheapest({ orderBy: [{ ...up(minutes), nulls: 'last' }] }));
});

test('every ascending key of an order says it, the others stay', () => {
  const orderBy: OrderKey[] = [
    { expression: countAll, descending: false },
    {
      expression: { kind: 'aggregate', function: 'min', distinct: false, argument: minutes },
      descending: false,
    },
    { expression: minutes, descending: true },
    { expression: minutes, descending: false, nulls: 'first' },
    up(field('flight.id')),
  ];
  expect(last(cheapest({ orderBy }))).toEqual(
    cheapest({
      orderBy: orderBy.map((key, place) => (place === 1 ? { ...key, nulls: 'last' } : key)),
    }),
  );
});

test.each<[string, SelectQuery]>([
  ['no limit', select({ orderBy: [up(minutes)] })],
  ['no order', select({ limit: 1 })],
  ['descending', select({ orderBy: [{ expression: minutes, descending: true }], limit: 1 })],
  ['a key that is filled', cheapest({ orderBy: [up(field('flight.id'))] })],
  ['a condition on the field', cheapest({ where: compare(minutes, '>', 0) })],
  [
    'IS NOT NULL beside others',
    cheapest({
      where: {
        kind: 'and',
        conditions: [
          compare(field('flight.id'), '>', 0),
          { kind: 'null', negated: true, value: minutes },
        ],
      },
    }),
  ],
])('%s: stays as it is', (_title, query) => {
  expect(last(query)).toEqual(query);
});

test.each<[string, Condition]>([
  ['another field', compare(field('flight.id'), '>', 0)],
  ['IS NULL', { kind: 'null', negated: false, value: minutes }],
  [
    'one side of OR',
    { kind: 'or', conditions: [compare(minutes, '>', 0), compare(field('flight.id'), '=', 1)] },
  ],
])('a condition on %s does not keep NULL away', (_title, where) => {
  expect(last(cheapest({ where }))).toMatchObject({ orderBy: [{ nulls: 'last' }] });
});

test('a key of a table that an optional join leaves out', () => {
  const id = field('airport.id');
  const joined = (optional: boolean) =>
    cheapest({
      from: [
        { entity: 'flight', instance: 0 },
        {
          entity: 'airport',
          instance: 0,
          join: {
            kind: 'link',
            link: 'flight.origin',
            with: { entity: 'flight', instance: 0 },
            optional,
          },
        },
      ],
      orderBy: [up(id)],
    });
  expect(last(joined(false))).toEqual(joined(false));
  expect(last(joined(true))).toMatchObject({ orderBy: [{ nulls: 'last' }] });
});

test('inside nested queries and over set operations', () => {
  const set: LogicalQuery = {
    kind: 'set',
    operator: 'union',
    all: false,
    left: select({}),
    right: select({}),
    orderBy: [up({ kind: 'column', source: 0, column: 0 })],
    limit: 2,
  };
  const outside = select({
    where: { kind: 'in', negated: false, value: minutes, set: [{ kind: 'subquery', query: set }] },
  });
  expect(last(outside)).toMatchObject({
    where: { set: [{ query: { orderBy: [{ nulls: 'last' }] } }] },
  });
});
