import { describe, expect, it } from 'vitest';
import { compare, countAll, field, minutes, select } from '../testing/flight-queries.js';
import { flightSchema } from '../testing/flight-schema.js';
import { canonicalise } from './canonicalise.js';
import type { SelectQuery } from '@momq/dialect';

describe('canonicalise', () => {
  it('flattens conditions, types constants by their field and finds the link of an equality', () => {
    const query = canonicalise(
      select({
        from: [
          { entity: 'flight', instance: 0 },
          {
            entity: 'airline',
            instance: 0,
            join: {
              kind: 'fields',
              left: field('airline.id'),
              right: field('flight.airline'),
              optional: false,
            },
          },
        ],
        where: {
          kind: 'and',
          conditions: [
            {
              kind: 'and',
              conditions: [compare(minutes, '>', '90'), compare(field('flight.number'), '=', 7)],
            },
            compare(countAll, '=', 'x'),
          ],
        },
      }),
      flightSchema,
    ) as SelectQuery;
    expect(query.from[1]?.join).toEqual({
      kind: 'link',
      link: 'flight.airline',
      with: { entity: 'flight', instance: 0 },
      optional: false,
    });
    expect(query.where).toEqual({
      kind: 'and',
      conditions: [
        compare(minutes, '>', 90),
        compare(field('flight.number'), '=', '7'),
        compare(countAll, '=', 'x'),
      ],
    });
    expect(canonicalise(query, flightSchema)).toEqual(query);
  });
});
