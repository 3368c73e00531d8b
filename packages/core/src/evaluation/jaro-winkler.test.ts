import { expect, it } from 'vitest';
import { jaroWinkler } from './jaro-winkler.js';

// Expected values are those of rapidfuzz 3.14.6 (`JaroWinkler.similarity`); jellyfish 1.3.0 gives the same but for two empty texts.
it.each<[string, string, number]>([
  ['MARTHA', 'MARHTA', 0.96111111],
  ['DIXON', 'DICKSONX', 0.81333333],
  ['JELLYFISH', 'SMELLYFISH', 0.8962963],
  ['', '', 1],
  ['a', '', 0],
  ['abc', 'xyz', 0],
  ['same', 'same', 1],
  ['SELECT name FROM author', 'SELECT title FROM author', 0.93057971],
  [
    'SELECT count(*) FROM book WHERE pages > 300',
    'SELECT COUNT(*) FROM book AS b WHERE b.pages > 300',
    0.88137576,
  ],
  [
    'MATCH (m:Movie)-[:ACTED_IN]-(p) RETURN p.name',
    'MATCH (p:Person)-[:ACTED_IN]->(:Movie) RETURN p.name',
    0.88296814,
  ],
  ['DELETE', 'SELECT 1', 0.72222222],
  ['é😀x', 'e😀x', 0.77777778],
  ['SELECT a FROM t', 'WITH t AS (SELECT 1) SELECT a FROM t', 0.48148148],
])('compares %j with %j', (left, right, expected) => {
  expect(jaroWinkler(left, right)).toBeCloseTo(expected, 8);
  expect(jaroWinkler(right, left)).toBeCloseTo(expected, 8);
});
