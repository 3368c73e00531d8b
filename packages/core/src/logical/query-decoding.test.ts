import { expect, it } from 'vitest';
import { UnsupportedFeatureError } from '@momq/dialect';
import type { DialectPack, LogicalQuery } from '@momq/dialect';
import { items, select } from '../testing/flight-queries.js';
import { flightSchema as schema } from '../testing/flight-schema.js';
import { tinyDialect } from '../testing/tiny-dialect.js';
import { linearise } from './linearise.js';
import { queryDecoding } from './query-decoding.js';
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

const twice: LogicalQuery = {
  kind: 'set',
  operator: 'except',
  all: false,
  left: select({}),
  right: select({}),
};

it('writes codes as text, and says of a query that nobody means why', () => {
  const { write } = queryDecoding({ pack: pack(), schema, items, vocabulary });
  expect(write(codesOf(select({})))).toMatchObject({
    text: 'select',
    spelled: ['from', 'flight', 'select', 'flight.id', 'end'],
  });
  expect(write(codesOf(select({})))).not.toHaveProperty('doubt');
  expect(write(codesOf(twice))).toMatchObject({
    text: 'set',
    doubt: 'It combines a query with itself by except.',
  });
});

it('gives nothing for what the dialect cannot say, and hides no other error', () => {
  const refusing = pack(() => {
    throw new UnsupportedFeatureError('no');
  });
  const decoding = queryDecoding({ pack: refusing, schema, items, vocabulary });
  expect(decoding.write(codesOf(twice))).toBeUndefined();
  const broken = pack(() => {
    throw new TypeError('a bug');
  });
  const other = queryDecoding({ pack: broken, schema, items, vocabulary });
  expect(() => other.write(codesOf(twice))).toThrow('a bug');
});
