import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@momq/dialect';
import { bigquery } from './bigquery-dialect.js';
import { zetaSqlSkip } from './testing/zetasql-skip.js';
import { hasZetaSql } from './zetasql-parse.js';

describe.skipIf(!hasZetaSql())(`rules${zetaSqlSkip}`, () => {
  let database: Database;
  beforeAll(async () => {
    const pack = bigquery();
    database = await pack.createDatabase(pack.tutorials.sample);
  });
  afterAll(() => database.close());

  it.each([
    ['SELECT 7 / 2, DIV(7, 2), SAFE_DIVIDE(1, 0)', [3.5, 3, null]],
    ["SELECT SAFE_CAST('x' AS INT64), SAFE_CAST('12' AS INT64)", [null, 12]],
    [
      "SELECT EXTRACT(YEAR FROM d), DATE_TRUNC(d, MONTH), DATE_DIFF(d, '2024-05-01', DAY), DATE_ADD(d, INTERVAL 1 MONTH), FORMAT_DATE('%Y-%m', d) FROM (SELECT DATE '2024-05-31' AS d)",
      [2024, '2024-05-01', 30, '2024-06-30', '2024-05'],
    ],
    [
      "SELECT 'Ada' LIKE 'ada', LOWER('Ada') LIKE 'ada', REGEXP_CONTAINS('Ada', r'^A')",
      [false, true, true],
    ],
    ["SELECT \"it's\", 'it\\'s'", ["it's", "it's"]],
    ['SELECT * EXCEPT (b) FROM (SELECT 1 AS a, 2 AS b)', [1]],
  ])('what the rules recommend holds: %s', async (query, row) => {
    expect((await database.query(query)).rows).toEqual([row]);
  });

  it.each([
    "SELECT STRFTIME('%Y', DATE '2024-05-31')",
    "SELECT DATEDIFF(DATE '2024-05-31', DATE '2024-05-30')",
    'SELECT name FROM shop UNION SELECT name FROM baker',
    'SELECT name FROM shop INTERSECT ALL SELECT name FROM baker WHERE FALSE ORDER BY 1, 2',
    'SELECT name, COUNT(*) FROM shop',
    'SELECT name FROM shop ORDER BY name OFFSET 1',
  ])('what the rules warn of does not run: %s', async (query) => {
    await expect(database.query(query)).rejects.toMatchObject({
      code: expect.stringMatching(/^QUERY_/) as string,
    });
  });
});
