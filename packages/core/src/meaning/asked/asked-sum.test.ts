import { describe, expect, it } from 'vitest';
import type { SelectQuery } from '@momq/dialect';
import { all, asked as askedOf, draft, equals, field, written } from '../../testing/asked-shop.js';
import { smallContent } from '../../testing/small-content.js';

const venue = smallContent('venue', {
  'hall(id int pk, wing text, seats int, side_doors int, floor int, ushers int)': [
    [1, 'North', 24, 2, 1, 7],
    [2, 'South', 12, 1, 2, 5],
  ],
  'ushers(id int pk, name text)': [[1, 'Ada']],
});
const byWing: SelectQuery = {
  ...draft('hall', 'count'),
  select: [field('hall.wing'), all],
  groupBy: [field('hall.wing')],
  orderBy: [{ expression: all, descending: true }],
};
const asked = (question: string, query: SelectQuery): string => askedOf(question, query, venue);

describe('numbers that rows hold', () => {
  it.each([
    [
      'seats per wing',
      byWing,
      'SELECT wing, SUM(seats) FROM hall GROUP BY wing ORDER BY SUM(seats) DESC',
    ],
    ['Show the seats in total by wing', byWing, /SELECT wing, SUM\(seats\)/],
    ['side doors for each wing', byWing, /SELECT wing, SUM\(side_doors\)/],
    ['How many seats are there?', draft('hall', 'count'), 'SELECT SUM(seats) FROM hall'],
    [
      'total number of seats in the North',
      draft('hall', 'count', equals('hall.wing', 'North')),
      "SELECT SUM(seats) FROM hall WHERE wing = 'North'",
    ],
  ])('are added up: %s', (question, query, sql) => {
    if (typeof sql === 'string') expect(asked(question, query)).toBe(sql);
    else expect(asked(question, query)).toMatch(sql);
  });

  it.each([
    ['How many halls are there?', draft('hall', 'count')],
    ['halls by seats', byWing],
    ['How many halls have seats?', draft('hall', 'count')],
    ['How many seat halls are there?', draft('hall', 'count')],
    ['seats that are free', draft('hall', 'count')],
    ['How many floors are there?', draft('hall', 'count')],
    ['How many seats are longer than 200?', draft('hall', 'count')],
    ['How many seats are booked?', draft('hall', 'count')],
    ['seats per wing and number of halls', { ...byWing, select: [all, all] }],
    [
      'How many seats are there?', // a hall's seats once for each of its ushers
      {
        ...draft('hall', 'count'),
        from: [
          { entity: 'hall', instance: 0 },
          { entity: 'ushers', instance: 0, join: { kind: 'cross' } },
        ],
      } as SelectQuery,
    ],
    ['How many ushers are there?', draft('ushers', 'count')], // rows of a table
    ['ushers per wing', byWing], // either
  ])('and nothing else is: %s', (question, query) => {
    expect(asked(question, query)).toBe(written(query, venue.schema));
  });
});
