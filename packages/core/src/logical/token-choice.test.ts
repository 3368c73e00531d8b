import { describe, expect, it } from 'vitest';
import { UnsupportedFeatureError } from '@momq/dialect';
import type { LogicalQuery, SelectQuery } from '@momq/dialect';
import {
  airport,
  compare,
  field,
  items,
  minutes,
  select,
  textOf,
  where,
} from '../testing/flight-queries.js';
import { flightSchema, itemsOf, value } from '../testing/flight-schema.js';
import { linearise } from './linearise.js';
import { parseTokens } from './parse-tokens.js';

describe('linearise, where several tokens or none could stand for a part of a query,', () => {
  it('prefers the item that is known to occur in the compared field', () => {
    const query = select({
      from: [{ entity: 'airline', instance: 0 }],
      select: [field('airline.id')],
      where: compare(field('airline.name'), 'like', '%ITA%'),
    });
    const exact = linearise(query, items, flightSchema);
    expect(textOf(exact)).toContain('contains "ITA"');
    const known = itemsOf(flightSchema, [value('ITA'), value('ITA', 'airline.name')]);
    expect(linearise(query, known, flightSchema).at(-2)).toEqual({
      kind: 'item',
      index: known.length - 1,
    });
  });

  it('keeps LIMIT 1 and small numbers apart from cells of other fields that read the same', () => {
    const cells = itemsOf(flightSchema, [
      value('1', 'flight.number'),
      value(1, 'airline.id'),
      value('13', 'flight.number'),
    ]);
    const last = (query: SelectQuery) => linearise(query, cells, flightSchema).at(-2);
    expect(last(select({ limit: 1 }))).toEqual({ kind: 'word', word: '1' });
    expect(last(where(compare(field('flight.number'), '=', '1')))).toEqual({
      kind: 'item',
      index: cells.length - 3,
    });
    expect(last(where(compare(minutes, '>', 1)))).toEqual({
      kind: 'item',
      index: cells.length - 2,
    });
    expect(last(where(compare(minutes, '>', 13)))).toEqual({
      kind: 'item',
      index: cells.length - 1,
    });
    expect(
      linearise(
        where(compare(minutes, '>', 1)),
        cells.filter((_item, index) => index !== cells.length - 2),
        flightSchema,
      ).at(-2),
    ).toEqual({ kind: 'word', word: '1' });
  });

  it('writes a join that repeats a key as an equality', () => {
    const query = select({
      from: [
        { entity: 'airline', instance: 0 },
        {
          entity: 'flight',
          instance: 0,
          join: {
            kind: 'link',
            link: 'flight.airline',
            with: { entity: 'airline', instance: 0 },
            optional: false,
          },
        },
        {
          entity: 'airline',
          instance: 1,
          join: {
            kind: 'link',
            link: 'flight.airline',
            with: { entity: 'flight', instance: 0 },
            optional: false,
          },
        },
      ],
    });
    const tokens = linearise(query, items, flightSchema);
    expect(textOf(tokens)).toBe(
      'from airline flight on airline flight.airline airline.id select flight.id end',
    );
    expect(parseTokens(tokens, items, flightSchema)).toEqual(query);
  });

  it('says an ambiguous link as an equality when there is no item for it', () => {
    const withoutLinks = items.filter((item) => item.kind !== 'link');
    const query = select({
      from: [{ entity: 'flight', instance: 0 }, airport(0, 'flight.target')],
    });
    const tokens = linearise(query, withoutLinks, flightSchema);
    expect(textOf(tokens, withoutLinks)).toBe(
      'from flight on airport flight.target airport.id select flight.id end',
    );
    expect(parseTokens(tokens, withoutLinks, flightSchema)).toEqual(query);
  });

  it('uses the names of words that a dialect gives', () => {
    const names = { from: 'match', select: 'return' };
    const tokens = linearise(select({}), items, flightSchema, names);
    expect(textOf(tokens)).toBe('match flight return flight.id end');
    expect(parseTokens(tokens, items, flightSchema, names)).toEqual(select({}));
    expect(() => parseTokens(tokens, items, flightSchema)).toThrowError(
      /expected the word from, got match/,
    );
  });

  it('rejects a constant and a field without an item, and set operations nested to the right', () => {
    expect(() => linearise(where(compare(minutes, '=', 17)), items, flightSchema)).toThrowError(
      UnsupportedFeatureError,
    );
    expect(() => linearise(select({}), items.slice(0, 3), flightSchema)).toThrowError(
      /entity flight/,
    );
    const right: LogicalQuery = {
      kind: 'set',
      operator: 'union',
      all: false,
      left: select({}),
      right: select({}),
    };
    expect(() => linearise({ ...right, right }, items, flightSchema)).toThrowError(
      UnsupportedFeatureError,
    );
  });
});
