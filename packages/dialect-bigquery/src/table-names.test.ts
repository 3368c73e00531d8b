import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@momq/dialect';
import { bigqueryFindings } from './bigquery-findings.js';
import { googleSqlTokens } from './googlesql-tokens.js';
import { bigquery } from './index.js';
import { zetaSqlSkip } from './testing/zetasql-skip.js';
import type { Found } from './zetasql-analysis.mjs';
import { hasZetaSql, parseWithZetaSql } from './zetasql-parse.js';

/** Queries that read `pay` of another dataset, beside names that look as if it were none. */
const FOREIGN = [
  'SELECT amount AS secrets FROM secrets.pay',
  'SELECT 1 FROM ship, secrets.pay',
  'SELECT 1 FROM ship AS `limit`, secrets.pay',
  'SELECT 1 FROM secrets.pay, ship AS secrets',
  'SELECT 1 FROM (ship JOIN secrets.pay ON TRUE)',
  'SELECT 1 FROM ship AS s JOIN (secrets.pay CROSS JOIN ship AS t) ON TRUE',
  'SELECT 1 FROM ship AS secrets, (SELECT amount FROM secrets.pay)',
  'SELECT (SELECT MAX(id) FROM ship AS secrets), amount FROM secrets.pay',
  'SELECT 1 FROM UNNEST([1]) AS x WITH OFFSET AS o, secrets.pay',
  'SELECT 1 FROM ship AS secrets WHERE id IN (WITH p AS (SELECT amount FROM secrets.pay) SELECT amount FROM p)',
  'SELECT 1 FROM ship WHERE EXTRACT(YEAR FROM DATE "2024-01-01") IS DISTINCT FROM 1 UNION ALL SELECT 2 FROM ship, secrets.pay',
  'SELECT 1 FROM ship --\r, secrets.pay',
];

/** The same with pipes, which ZetaSQL's package does not know. */
const PIPED = [
  'FROM secrets.pay',
  'FROM ship |> JOIN secrets.pay ON TRUE',
  'FROM ship AS secrets |> SELECT id |> JOIN secrets.pay ON TRUE',
  'FROM ship AS secrets |> AGGREGATE COUNT(*) AS n |> CROSS JOIN secrets.pay',
  'FROM ship AS secrets |> AS s |> CROSS JOIN secrets.pay',
  'FROM ship AS secrets |> UNION ALL (FROM secrets.pay)',
  'FROM ship AS secrets |> DISTINCT |> CROSS JOIN secrets.pay',
  'SELECT * FROM ship AS secrets |> CROSS JOIN secrets.pay',
  'FROM ship AS secrets |> WHERE id IN (WITH p AS (FROM secrets.pay) FROM p |> SELECT amount)',
  'SELECT 1 FROM ship WHERE id IN (FROM secrets.pay |> SELECT amount)',
];

/** Queries of one dataset, with names before dots that are none of datasets. */
const OWN = [
  'SELECT s.id, door FROM ship AS s, s.doors AS door',
  'SELECT ship.id, door FROM ship CROSS JOIN ship.doors AS door',
  'SELECT EXTRACT(YEAR FROM s.seen) FROM ship AS s WHERE s.id IS DISTINCT FROM s.other',
  'WITH few AS (SELECT id FROM ship) SELECT few.id FROM few, ship WHERE few.id IN (ship.id, ship.other)',
];

const OWN_PIPED = [
  'FROM ship AS s |> CROSS JOIN s.doors AS door |> WHERE door > 1',
  'FROM ship AS s |> WHERE s.id > 1 |> EXTEND 1 AS x |> JOIN s.doors AS door ON TRUE',
  'FROM ship |> WITH few AS (FROM ship |> LIMIT 1) |> JOIN few USING (id)',
];

const tablesOf = ({ tables }: Found): readonly string[] => [
  ...new Set(tables.map(({ names }) => names.join('.'))),
];
const alone = (text: string): readonly string[] =>
  tablesOf(bigqueryFindings(text, googleSqlTokens(text), undefined));

test.each([...FOREIGN, ...PIPED])('the pack’s grammar finds the foreign table: %s', (text) => {
  expect(alone(text)).toContain('secrets.pay');
});

test.each([...OWN, ...OWN_PIPED])('the pack’s grammar finds no foreign table: %s', (text) => {
  expect(alone(text)).toEqual(['ship']);
});

test.each([
  ['SELECT 1 FROM my-project-123.secrets.pay', 'my-project-123.secrets.pay'],
  ['SELECT 1 FROM harbour.where, secrets.pay', 'harbour.where,secrets.pay'],
  ['SELECT (WITH `a.b` AS (SELECT 1 AS x) SELECT x FROM `a.b`), 1 FROM `a.b`', 'a.b'],
  ['SELECT 1 FROM ship AS `a.b`, `a.b`.c', 'ship,a.b.c'],
])('the pack’s grammar reads the path: %s', (text, tables) => {
  expect(alone(text).join()).toBe(tables);
});

test.each([
  'SELECT 1 FROM ship |> LIMITS 1',
  'SELECT 1 FROM ship JOIN@{x=1} pay',
  'SELECT `a\\x2eb`',
])('the pack’s grammar does not read %s', (text) => {
  expect(() => alone(text)).toThrow(expect.objectContaining({ code: 'QUERY_SYNTAX' }) as Error);
});

describe.skipIf(!hasZetaSql())(`ZetaSQL’s parser${zetaSqlSkip}`, () => {
  let database: Database;
  beforeAll(async () => {
    database = await bigquery().createDatabase({
      schema: {
        name: 'harbour',
        family: 'relational',
        entities: [{ name: 'ship', fields: [{ name: 'id', type: 'integer' }] }],
        links: [],
      },
      rows: { ship: [[1]] },
    });
  });
  afterAll(() => database.close());

  test.each(FOREIGN)('finds the foreign table that its engine looks for: %s', async (text) => {
    expect(tablesOf(parseWithZetaSql(text))).toContain('secrets.pay');
    await expect(database.query(text)).rejects.toThrow(/Table not found: secrets.pay/);
  });

  test.each([...OWN, 'SELECT (SELECT COUNT(*) FROM s.doors) FROM ship AS s'])(
    'finds no foreign table where its engine sees a column: %s',
    async (text) => {
      expect(tablesOf(parseWithZetaSql(text))).toEqual(['ship']);
      await expect(database.query(text)).rejects.not.toThrow(/Table not found/);
    },
  );

  test('a path in backticks is none of an expression with its name', () => {
    const text = 'SELECT (WITH `a.b` AS (SELECT 1 AS x) SELECT x FROM `a.b`), 1 FROM `a.b`';
    expect(tablesOf(parseWithZetaSql(text))).toEqual(['a.b']);
  });
});
