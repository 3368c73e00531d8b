import { describe, expect, it } from 'vitest';
import type { SelectQuery } from '@momq/dialect';
import { all, asked as askedOf, draft, equals, field, written } from '../../testing/asked-shop.js';
import { smallContent } from '../../testing/small-content.js';

const house = smallContent('house', {
  'ward(id int pk, site text, beds int, side_rooms int, floor int, nurses int)': [
    [1, 'North', 24, 2, 1, 7],
    [2, 'South', 12, 1, 2, 5],
  ],
  'nurses(id int pk, name text)': [[1, 'Ada']],
});
const bySite: SelectQuery = {
  ...draft('ward', 'count'),
  select: [field('ward.site'), all],
  groupBy: [field('ward.site')],
  orderBy: [{ expression: all, descending: true }],
};
const asked = (question: string, query: SelectQuery): string => askedOf(question, query, house);

describe('numbers that rows hold', () => {
  it.each([
    [
      'beds per site',
      bySite,
      'SELECT site, SUM(beds) FROM ward GROUP BY site ORDER BY SUM(beds) DESC',
    ],
    ['Show the beds in total by site', bySite, /SELECT site, SUM\(beds\)/],
    ['side rooms for each site', bySite, /SELECT site, SUM\(side_rooms\)/],
    ['How many beds are there?', draft('ward', 'count'), 'SELECT SUM(beds) FROM ward'],
    [
      'total number of beds in the North',
      draft('ward', 'count', equals('ward.site', 'North')),
      "SELECT SUM(beds) FROM ward WHERE site = 'North'",
    ],
  ])('are added up: %s', (question, query, sql) => {
    if (typeof sql === 'string') expect(asked(question, query)).toBe(sql);
    else expect(asked(question, query)).toMatch(sql);
  });

  it.each([
    ['How many wards are there?', draft('ward', 'count')],
    ['wards by beds', bySite],
    ['How many wards have beds?', draft('ward', 'count')],
    ['How many bed wards are there?', draft('ward', 'count')],
    ['beds that are free', draft('ward', 'count')],
    ['How many floors are there?', draft('ward', 'count')],
    ['How many beds are longer than 200?', draft('ward', 'count')],
    ['How many beds are booked?', draft('ward', 'count')],
    ['beds per site and number of wards', { ...bySite, select: [all, all] }],
    [
      'How many beds are there?', // a ward's beds once for each of its nurses
      {
        ...draft('ward', 'count'),
        from: [
          { entity: 'ward', instance: 0 },
          { entity: 'nurses', instance: 0, join: { kind: 'cross' } },
        ],
      } as SelectQuery,
    ],
    ['How many nurses are there?', draft('nurses', 'count')], // rows of a table
    ['nurses per site', bySite], // either
  ])('and nothing else is: %s', (question, query) => {
    expect(asked(question, query)).toBe(written(query, house.schema));
  });
});
