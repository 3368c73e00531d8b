import { describe, expect, test } from 'vitest';
import type { QuerySyntaxError } from '@momq/dialect';
import { createBigqueryParser } from '../bigquery-parser.js';

const parser = createBigqueryParser();

/** Every operator of BigQuery once, and what is in it. */
const QUERY = `WITH open AS (FROM bakery.shop |> WHERE seats > 3)
FROM bakery.sale AS s
|> JOIN open ON open.id = s.shop_id
|> LEFT JOIN s.tags AS tag
|> WHERE s.quantity > 2.5 AND DATE(sold_at) >= DATE '2024-03-01'
|> EXTEND quantity * price AS revenue, RANK() OVER (w) AS place, WINDOW w AS (ORDER BY price)
|> SET revenue = ROUND(revenue, @digits)
|> DROP discount_percent, sold_at
|> RENAME shop_id AS shop
|> TABLESAMPLE SYSTEM (50 PERCENT)
|> AGGREGATE SUM(revenue) AS total DESC, COUNT(*) GROUP AND ORDER BY shop, UPPER(kind) AS kind DESC NULLS LAST
|> AS t
|> WHERE t.total > (FROM product |> AGGREGATE AVG(price))
|> UNION ALL (SELECT 1, 'x', 2, 3), (FROM bakery.older)
|> PIVOT (SUM(total) FOR kind IN ('bread', 'cake')) AS p
|> UNPIVOT (pieces FOR kind IN (bread, cake))
|> WITH few AS (SELECT 4)
|> SELECT DISTINCT shop, pieces
|> DISTINCT
|> ORDER BY pieces DESC, shop,
|> LIMIT 7 OFFSET 1`;

test('finds what a query with pipes is made of', () => {
  const analysis = parser.parse(QUERY);
  expect(analysis).toMatchObject({ statements: 1, readOnly: true });
  expect([...analysis.relations].sort()).toEqual([
    'bakery.older',
    'bakery.sale',
    'bakery.shop',
    'product',
  ]);
  expect(analysis.literals).toEqual([
    ...[3, 2.5, '2024-03-01', 50, 1, 'x', 2, 'bread', 'cake', 4, 7],
  ]);
  expect(analysis.placeholders).toMatchObject([{ name: '@digits' }]);
  expect(analysis.functions).toEqual(
    expect.arrayContaining(['date', 'rank', 'round', 'sum', 'count', 'upper', 'avg']),
  );
  expect(analysis.columns).toEqual(
    expect.arrayContaining(['seats', 'discount_percent', 'shop_id', 'revenue', 'kind', 'total']),
  );
  expect(analysis.keywords).toEqual(
    expect.arrayContaining([
      'EXTEND',
      'AGGREGATE',
      'DROP',
      'RENAME',
      'SET',
      'PIVOT',
      'TABLESAMPLE',
    ]),
  );
});

test.each([
  'SELECT 1 AS x |> EXTEND x + 1 AS y |> CALL other.f(3) AS z',
  'FROM ship |> WINDOW SUM(x) OVER (ORDER BY id) AS running',
  'FROM ship |> INTERSECT DISTINCT (FROM pier) |> EXCEPT DISTINCT BY NAME (FROM dock)',
  'SELECT (FROM ship |> AGGREGATE COUNT(*)), EXISTS(FROM ship), ARRAY(FROM ship |> SELECT id)',
  '(FROM ship |> LIMIT 1) UNION ALL (FROM ship)',
  '((SELECT 1) |> WHERE TRUE) |> SELECT *;',
  'FROM ship |> SELECT AS STRUCT id, name',
  'FROM (FROM ship |> LIMIT 2) AS s, UNNEST([1]) AS x WITH OFFSET',
])('reads %s', (text) => {
  expect(createBigqueryParser(['other.f']).parse(text)).toMatchObject({
    statements: 1,
    readOnly: true,
  });
});

test.each([
  'FROM ship; FROM ship',
  'FROM ship |> WHERE a b c; SELECT other.writes(1) FROM x.y',
  'SELECT 1; FROM ship |> EXTEND other.writes(id) AS x',
])('%s, which is not read to the end, is not called read-only', (text) => {
  expect(parser.parse(text)).toMatchObject({
    statements: 2,
    readOnly: false,
    reason: expect.stringMatching(/only the first words were read/) as string,
  });
});

describe('refuses', () => {
  test.each([
    ['FROM ship |> INSERT INTO dock', /INSERT/],
    ['FROM ship |> CREATE TABLE dock', /CREATE/],
    ["FROM ship |> EXPORT DATA OPTIONS (uri = 'gs://b/*') |> SELECT 1", /EXPORT/],
    ['FROM ship |> TEE (|> INSERT INTO dock), (|> SELECT 1)', /TEE/],
    ['FROM ship |> FORK (|> SELECT 1), (|> INSERT INTO dock)', /FORK/],
    ['FROM ship |> IF TRUE THEN (|> INSERT INTO dock)', /IF/],
    ['FROM ship |> ASSERT FALSE', /ASSERT/],
    ['FROM ship |> LOG', /LOG/],
    ['SELECT (FROM ship |> INSERT INTO dock) AS x', /INSERT/],
    ['WITH a AS (FROM ship |> INSERT INTO dock) FROM a', /INSERT/],
    ['FROM ship |> CALL dock.sweep()', /dock\.sweep\(\).*allowFunctions/],
    ['FROM ship |> WHERE dock.sweep(id)', /dock\.sweep\(\)/],
    ["FROM EXTERNAL_QUERY('us.other', 'DELETE FROM t')", /EXTERNAL_QUERY/i],
    ['FROM ship |> JOIN INFORMATION_SCHEMA.TABLES', /INFORMATION_SCHEMA/],
    ['FROM ship |> EXTEND @@session_id AS s', /@@session_id/],
    ['FROM ship |> SELECT 1; DROP TABLE ship', /DROP/],
    ['CREATE TABLE dock AS FROM ship |> SELECT 1', /CREATE/],
    ['EXPORT DATA OPTIONS (format = "CSV") AS FROM ship |> SELECT 1', /EXPORT/],
    ['DELETE FROM ship WHERE id IN (FROM dock |> SELECT id)', /DELETE/],
  ])('%s', (text, reason) => {
    const { statements, readOnly, reason: given } = parser.parse(text);
    expect(readOnly && statements === 1).toBe(false);
    expect(given).toMatch(reason);
  });
});

test.each([
  ['FROM ship |> AGREGATE COUNT(*)', 14, 'AGREGATE', /Did you mean AGGREGATE\?/],
  ['FROM ship |> FROBNICATE', 14, 'FROBNICATE', /such as SELECT or WHERE.*There are WHERE, SELECT/],
  ['FROM ship |> GROUP BY id', 14, 'GROUP', /AGGREGATE COUNT\(\*\) GROUP BY/],
  ['FROM ship |> HAVING n > 1', 14, 'HAVING', /WHERE behind AGGREGATE/],
  ['FROM ship WHERE id = 1', 11, 'WHERE', /Write \|> WHERE/],
  ['FROM ship |> WHERE TRUE ORDER BY id', 25, 'ORDER', /Write \|> ORDER BY|\|> before ORDER/],
  ['FROM ship LIMIT 3', 11, 'LIMIT', /\|> LIMIT/],
  ['FROM ship |> DROP t.x', 20, '.', /Correct the query there/],
  ['FROM ship |> SELECT', 20, 'end of text', /goes on, got end of text/],
  ['WITH a AS (SELECT 1) |> WHERE TRUE', 22, '|', /A pipe follows a whole query/],
  ['FROM ship |> UNION ALL dock', 24, 'dock', /got dock/],
])('%j is an error at column %i', (text, column, fragment, message) => {
  let error: QuerySyntaxError | undefined;
  try {
    parser.parse(text);
  } catch (thrown) {
    error = thrown as QuerySyntaxError;
  }
  expect(error).toMatchObject({ code: 'QUERY_SYNTAX', line: 1, column, fragment });
  expect(error?.message).toMatch(message);
});

test('many pipes are read, and deep ones are an error', () => {
  const many = `FROM ship ${'|> WHERE TRUE '.repeat(5_000)}`;
  expect(parser.parse(many).readOnly).toBe(true);
  const deep = `${'FROM ('.repeat(10_000)}FROM ship${')'.repeat(10_000)}`;
  expect(() => parser.parse(deep)).toThrow(/brackets one in the other/);
});
