import { expect, it } from 'vitest';
import { codesOf, items, oneOf, random, tokenOf } from '../testing/flight-codes.js';
import { flightSchema } from '../testing/flight-schema.js';
import { parseTokens } from './parse-tokens.js';
import { createQueryGrammar } from './query-grammar.js';
import { queryWords } from './query-words.js';

it('uses the words of the dialect and refuses those of others', () => {
  const vocabulary = ['from', ...queryWords.map((word) => (word === 'from' ? 'match' : word))];
  const grammar = createQueryGrammar({
    items,
    schema: flightSchema,
    words: { from: 'match' },
    vocabulary,
    codeCount: 500,
    without: ['union'],
  });
  const allowed = grammar.allowed(grammar.start());
  expect(allowed).toHaveLength(500);
  expect([...allowed].flatMap((flag, code) => (flag ? [vocabulary[code]] : []))).toEqual(['match']);
});

it('leaves out what the dialect lacks', () => {
  const unsupported = [
    ...(['window', 'derived', 'subquery', 'function:year', 'all', 'cast:date'] as const),
  ];
  const grammar = createQueryGrammar({ items, schema: flightSchema, unsupported });
  const accepts = (text: string): boolean => {
    let state = grammar.start();
    return codesOf(text).every((code) => {
      if (grammar.allowed(state)[code] !== 1) return false;
      state = grammar.next(state, code);
      return true;
    });
  };
  expect(accepts('from airport select truncate year airport.opened end')).toBe(true);
  expect(accepts('from airport select year airport.opened end')).toBe(false);
  expect(accepts('from flight select cast_integer flight.minutes end')).toBe(true);
  expect(accepts('from flight select cast_date flight.minutes end')).toBe(false);
  expect(accepts('from flight select over rank ) end')).toBe(false);
  expect(accepts('from ( from flight select flight.id ) select column 0 end')).toBe(false);
  expect(accepts('from flight select flight.id where flight.id in ( from')).toBe(false);
  expect(accepts('from flight select flight.id intersect_all from')).toBe(false);
  expect(accepts('from flight select flight.id intersect from')).toBe(true);
});

it('writes the canonical word where the vocabulary lacks the name of the dialect', () => {
  const grammar = createQueryGrammar({ items, schema: flightSchema, words: { from: 'go' } });
  const from = queryWords.indexOf('from');
  expect(
    [...grammar.allowed(grammar.start())].flatMap((flag, code) => (flag ? [code] : [])),
  ).toEqual([from]);
  const tokens = codesOf('from airport select airport.city end').map(tokenOf);
  expect(parseTokens(tokens, items, flightSchema, { from: 'go' })).toEqual(
    parseTokens(tokens, items, flightSchema),
  );
});

it('does not offer words that the vocabulary lacks, nor what they would have to close', () => {
  const vocabulary = queryWords.filter((word) => word !== 'where' && word !== ')');
  const grammar = createQueryGrammar({ items, schema: flightSchema, vocabulary });
  const places = new Set<string>();
  for (let seed = 1; seed <= 80; seed += 1) {
    const next = random(seed);
    let state = grammar.start();
    while (!grammar.done(state)) {
      const code = oneOf(grammar.allowed(state), next());
      if (code === undefined) throw new Error('dead end');
      places.add(vocabulary[code] ?? 'item');
      state = grammar.next(state, code);
    }
  }
  expect(places).toContain('order');
  for (const word of ['where', '(', ')', 'exists', 'over']) expect(places).not.toContain(word);
});

it('says which word no query can do without', () => {
  const vocabulary = queryWords.filter((word) => word !== 'end');
  expect(() => createQueryGrammar({ items, schema: flightSchema, vocabulary })).toThrowError(
    /expected the vocabulary to hold end/,
  );
});

it('gives weights of version 1 what it gave them before', () => {
  const vocabulary = queryWords.slice(0, queryWords.indexOf('intersect all'));
  const accepts = (text: string): boolean => {
    const grammar = createQueryGrammar({ items, schema: flightSchema, vocabulary });
    let state = grammar.start();
    return codesOf(text).every((code) => {
      const moved = code < queryWords.length ? code : code - queryWords.length + vocabulary.length;
      if (grammar.allowed(state)[moved] !== 1) return false;
      state = grammar.next(state, moved);
      return true;
    });
  };
  expect(accepts('from flight select + flight.minutes 1 end')).toBe(true);
  expect(accepts('from flight select + flight.minutes + 1 2 end')).toBe(false);
  expect(accepts('from flight cross airline select flight.id end')).toBe(false);
  expect(
    accepts('from flight select flight.id where exists ( from airline select airline.id ) end'),
  ).toBe(false);
});
