import neo4j from 'neo4j-driver';
import { expect, test } from 'vitest';
import { plainNeo4jValue } from './neo4j-values.js';

test('times have their seconds, and digits in threes', () => {
  const { DateTime, LocalTime } = neo4j.types;
  const time = (second: number, nanosecond: number) => new LocalTime(10, 35, second, nanosecond);
  expect([time(0, 0), time(7, 0), time(7, 645_000_000), time(0, 1)].map(plainNeo4jValue)).toEqual([
    '10:35:00',
    '10:35:07',
    '10:35:07.645',
    '10:35:00.000000001',
  ]);
  const zoned = new DateTime(1984, 3, 7, 12, 31, 0, 645_876_000, undefined, 'Europe/Stockholm');
  expect(plainNeo4jValue(zoned)).toMatch(/^1984-03-07T12:31:00\.645876\S*\[Europe\/Stockholm\]$/);
});

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
