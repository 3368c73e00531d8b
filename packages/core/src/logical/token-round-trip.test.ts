import { describe, expect, it } from 'vitest';
import type { Expression, LogicalQuery } from '@momq/dialect';
import { city, field, minutes, select, textOf } from '../testing/flight-queries.js';
import { flightSchema, itemsOf, value } from '../testing/flight-schema.js';
import { constants, RandomQuery } from '../testing/random-query.js';
import { canonicalise } from './canonicalise.js';
import { linearise } from './linearise.js';
import { parseTokens } from './parse-tokens.js';
import { visitQuery } from './visit-query.js';

const patterns = ['50%', 'a_b', '%50\\%%', '%R_me%', 'Rome'];
const items = itemsOf(
  flightSchema,
  [...constants, ...patterns].map((each) => value(each)),
);

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shown(query: LogicalQuery): string {
  return textOf(linearise(query, items, flightSchema), items);
}

const airport = { entity: 'airport', instance: 0 };
const one: Expression = { kind: 'literal', value: 1 };
const long: Expression = {
  kind: 'case',
  branches: [
    { when: { kind: 'compare', operator: '>', left: minutes, right: one }, then: one },
    { when: { kind: 'null', negated: false, value: minutes }, then: minutes },
  ],
};
const column = (index: number, source = 0): Expression => ({
  kind: 'column',
  source,
  column: index,
});

const cases: [string, LogicalQuery, string][] = [
  [
    'CASE in an aggregate',
    select({ select: [{ kind: 'aggregate', function: 'sum', distinct: false, argument: long }] }),
    'from flight select sum case flight.minutes > 1 then 1 when flight.minutes null then flight.minutes else null end',
  ],
  [
    'CAST and functions of more arguments than they need',
    select({
      select: [
        {
          kind: 'call',
          function: 'round',
          arguments: [{ kind: 'cast', type: 'real', argument: minutes }, one],
        },
        { kind: 'call', function: 'coalesce', arguments: [minutes, one] },
      ],
    }),
    'from flight select round more cast real flight.minutes 1 coalesce flight.minutes 1 end',
  ],
  [
    'units of time',
    select({
      from: [airport],
      select: [
        {
          kind: 'call',
          function: 'difference',
          unit: 'month',
          arguments: [field('airport.opened'), { kind: 'call', function: 'today', arguments: [] }],
        },
      ],
    }),
    'from airport select difference month airport.opened today end',
  ],
  [
    'a window',
    select({
      select: [
        {
          kind: 'window',
          function: 'lag',
          argument: minutes,
          offset: 2,
          partitionBy: [field('flight.airline')],
          orderBy: [{ expression: minutes, descending: true, nulls: 'first' }],
        },
      ],
    }),
    'from flight select over lag offset 2 flight.minutes partition flight.airline order flight.minutes desc nulls first ) end',
  ],
  [
    'a subquery in FROM and its columns',
    select({
      from: [
        { kind: 'derived', query: select({ select: [field('flight.origin'), minutes] }) },
        {
          ...airport,
          join: {
            kind: 'condition',
            optional: true,
            condition: {
              kind: 'compare',
              operator: '=',
              left: column(0),
              right: field('airport.id'),
            },
          },
        },
      ],
      select: [city, column(1)],
      offset: 3,
    }),
    'from ( from flight select flight.origin flight.minutes ) optional join airport column 0 = airport.id select airport.city column 1 offset 3 end',
  ],
  [
    'the order of a set operation',
    {
      kind: 'set',
      operator: 'except',
      all: true,
      left: select({}),
      right: select({}),
      orderBy: [{ expression: column(0), descending: true }],
      limit: 1,
    },
    'from flight select flight.id except all from flight select flight.id combined order column 0 desc limit 1 end',
  ],
  [
    'a use of the query around, which the inner one has too',
    select({
      where: {
        kind: 'exists',
        negated: false,
        query: select({
          where: {
            kind: 'compare',
            operator: '<',
            left: minutes,
            right: { kind: 'field', entity: 'flight', instance: 0, field: 'minutes', outer: 1 },
          },
        }),
      },
    }),
    'from flight select flight.id where exists ( from flight select flight.id where flight.minutes < outer flight.minutes ) end',
  ],
  [
    'a percent sign that is looked for',
    select({
      where: {
        kind: 'compare',
        operator: 'like',
        left: field('flight.number'),
        right: { kind: 'literal', value: '%50\\%%' },
      },
    }),
    "from flight select flight.id where flight.number contains '50%' end",
  ],
];

describe('the token form of version 2', () => {
  it.each(cases)('writes and reads %s', (_what, query, text) => {
    expect(shown(query).replaceAll('"', "'")).toBe(text);
    const tokens = linearise(query, items, flightSchema);
    expect(parseTokens(tokens, items, flightSchema)).toEqual(canonicalise(query, flightSchema));
  });

  it('reads what it writes, for random queries of every construct', () => {
    const kinds = new Set<string>();
    for (let seed = 1; seed <= 400; seed += 1) {
      const query = new RandomQuery(random(seed)).query();
      const canonical = canonicalise(query, flightSchema);
      expect(canonicalise(canonical, flightSchema)).toEqual(canonical);
      const tokens = linearise(query, items, flightSchema);
      expect(parseTokens(tokens, items, flightSchema), String(seed)).toEqual(canonical);
      const note = ({ kind = 'entity' }: { kind?: string }): unknown => kinds.add(kind);
      visitQuery(query, { query: note, source: note, condition: note, expression: note });
    }
    expect([...kinds].sort()).toEqual(
      'aggregate and arithmetic between call case cast column compare derived entity exists field in literal null or select set star subquery window'.split(
        ' ',
      ),
    );
  });
});
