import { describe, expect, it } from 'vitest';
import { items, nameOf } from '../testing/flight-queries.js';
import { flightSchema } from '../testing/flight-schema.js';
import { parseTokens } from './parse-tokens.js';
import type { QueryToken } from './query-items.js';

describe('parseTokens', () => {
  it.each([
    ['from flight select', /expected a value, got the end/],
    ['from flight airport select airport.city end', /expected one link between airport/],
    ['from flight select flight.id end end', /expected no more tokens/],
    ['from flight select flight.id where flight.id end', /expected a comparison/],
    ['from flight select flight.id limit "Rome" end', /whole number/],
  ])('does not read %s', (text, message) => {
    const tokens = text.split(' ').map((name): QueryToken => {
      const index = items.findIndex((item) => nameOf(item) === name);
      return index < 0 ? { kind: 'word', word: name } : { kind: 'item', index };
    });
    expect(() => parseTokens(tokens, items, flightSchema)).toThrowError(message);
  });
});
