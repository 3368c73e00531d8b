import neo4j from 'neo4j-driver';
import { expect, test } from 'vitest';
import { plainNeo4jValue } from './neo4j-values.js';

// As Neo4j's `toString(duration(…))` writes them.
test.each([
  [[1, 0, 0, 0], 'P1M'],
  [[0, 1, 0, 0], 'P1D'],
  [[0, 0, 0, 0], 'PT0S'],
  [[0, 0, 3661, 0], 'PT1H1M1S'],
  [[14, 3, -1, 500_000_000], 'P1Y2M3DT-0.5S'],
  [[0, -2, 0, 7_000_000], 'P-2DT0.007S'],
])('a duration of %j is %s', (parts, text) => {
  const [months, days, seconds, nanoseconds] = parts.map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const { Duration } = neo4j.types;
  expect(plainNeo4jValue(new Duration(months, days, seconds, nanoseconds))).toBe(text);
  expect(plainNeo4jValue([new Duration(months, days, seconds, nanoseconds)])).toEqual([text]);
});
