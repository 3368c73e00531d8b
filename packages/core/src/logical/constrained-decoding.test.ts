import { expect, it } from 'vitest';
import { UnsupportedFeatureError } from '@momq/dialect';
import type { DialectPack, LogicalQuery } from '@momq/dialect';
import { items, select } from '../testing/flight-queries.js';
import { flightSchema as schema } from '../testing/flight-schema.js';
import { tinyDialect } from '../testing/tiny-dialect.js';
import { constrainedDecoding } from './constrained-decoding.js';
import { linearise } from './linearise.js';
import { queryWords } from './query-words.js';

const vocabulary: readonly string[] = queryWords;

/** A pack that writes queries as their kind. */
function pack(render: (query: LogicalQuery) => string = ({ kind }) => kind): DialectPack {
  return { ...tinyDialect(), language: { words: {}, render } };
}

/** The codes that a model writes for a query. */
function codesOf(query: LogicalQuery): number[] {
  return linearise(query, items, schema).map((token) =>
    token.kind === 'word' ? vocabulary.indexOf(token.word) : vocabulary.length + token.index,
  );
}

/** What becomes of queries that a search found. */
function decode(dialect: DialectPack, ...queries: LogicalQuery[]) {
  const found = queries.map((query, place) => ({ codes: codesOf(query), place }));
  return constrainedDecoding({ pack: dialect, schema, items, vocabulary }, () =>
    Promise.resolve(found),
  );
}

const twice: LogicalQuery = {
  kind: 'set',
  operator: 'except',
  all: false,
  left: select({}),
  right: select({}),
};

it('writes codes as text, and says of a query that nobody means why', async () => {
  const [one, both] = await decode(pack(), select({}), twice);
  expect(one).toMatchObject({
    place: 0,
    text: 'select',
    spelled: ['from', 'flight', 'select', 'flight.id', 'end'],
  });
  expect(one).not.toHaveProperty('doubt');
  expect(both).toMatchObject({
    text: 'set',
    doubt: 'It combines a query with itself by except.',
  });
});

it('gives the search a grammar that accepts what it writes and leaves out what the pack declares', async () => {
  const plain = pack();
  const without = {
    ...plain,
    capabilities: { ...plain.capabilities, unsupported: ['except'] as const },
  };
  for (const [dialect, accepted] of [
    [plain, true],
    [without, false],
  ] as const)
    await constrainedDecoding({ pack: dialect, schema, items, vocabulary }, (grammar) => {
      let state: ReturnType<typeof grammar.start> | undefined = grammar.start();
      for (const code of codesOf(twice))
        state =
          state !== undefined && grammar.allowed(state)[code] === 1
            ? grammar.next(state, code)
            : undefined;
      expect(state !== undefined).toBe(accepted);
      return Promise.resolve([]);
    });
});

it('gives nothing for what the dialect cannot say, and hides no other error', async () => {
  const refusing = pack(({ kind }) => {
    if (kind === 'set') throw new UnsupportedFeatureError('no');
    return kind;
  });
  expect(await decode(refusing, twice, select({}))).toMatchObject([{ place: 1 }]);
  const broken = pack(() => {
    throw new TypeError('a bug');
  });
  await expect(decode(broken, twice)).rejects.toThrow('a bug');
});
