import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '@momq/dialect';
import { postgres } from './postgres-dialect.js';

let database: Database;
beforeAll(async () => {
  const pack = postgres();
  database = await pack.createDatabase(pack.tutorials.sample);
});
afterAll(() => database.close());

it.each([
  [
    "SELECT EXTRACT(YEAR FROM DATE '2024-05-31')::int, (DATE '2024-05-31' + INTERVAL '1 day')::date::text, DATE_TRUNC('month', DATE '2024-05-31')::date::text",
    [2024, '2024-06-01', '2024-05-01'],
  ],
  ['SELECT 7 / 2, (7::numeric / 2)::float', [3, 3.5]],
  ["SELECT 'Ada' LIKE 'ada', 'Ada' ILIKE 'ada'", [false, true]],
  ["SELECT 'a' || 'b', STRING_AGG(x, ', ') FROM (VALUES ('a')) AS v (x)", ['ab', 'a']],
])('what the rules recommend holds: %s', async (query, row) => {
  expect((await database.query(query)).rows).toEqual([row]);
});

it.each([
  "SELECT STRFTIME('%Y', DATE '2024-05-31')",
  "SELECT DATEDIFF(DATE '2024-05-31', DATE '2024-05-30')",
  'SELECT x AS a, COUNT(*) FROM (VALUES (1)) AS v (x)',
  'SELECT x AS a FROM (VALUES (1)) AS v (x) WHERE a = 1',
  'SELECT COUNT(*) AS n FROM (VALUES (1)) AS v (x) HAVING n > 0',
])('what the rules warn of does not run: %s', async (query) => {
  await expect(database.query(query)).rejects.toMatchObject({
    code: expect.stringMatching(/^QUERY_/) as string,
  });
});
