import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '@momq/dialect';
import { sqlite } from './sqlite-dialect.js';

let database: Database;
beforeAll(async () => {
  const pack = sqlite();
  database = await pack.createDatabase(pack.tutorials.sample);
});
afterAll(() => database.close());

it.each([
  ["SELECT strftime('%Y', '2024-05-31'), date('2024-05-31', '+1 day')", ['2024', '2024-06-01']],
  ["SELECT julianday('2024-05-31') - julianday('2024-05-30')", [1]],
  ['SELECT 7 / 2, CAST(7 AS REAL) / 2', [3, 3.5]],
  ["SELECT 'Ada' LIKE 'ada'", [1]],
  ["SELECT 'a' || 'b', group_concat(x, ', ') FROM (SELECT 'a' AS x)", ['ab', 'a']],
])('what the rules recommend holds: %s', async (query, row) => {
  expect((await database.query(query)).rows).toEqual([row]);
});

it.each([
  "SELECT EXTRACT(YEAR FROM '2024-05-31')",
  "SELECT DATE_TRUNC('month', '2024-05-31')",
  "SELECT '2024-05-31' + INTERVAL '1 month'",
  "SELECT 'Ada' ILIKE 'ada'",
])('what the rules warn of does not run: %s', async (query) => {
  await expect(database.query(query)).rejects.toMatchObject({
    code: expect.stringMatching(/^QUERY_/) as string,
  });
});
