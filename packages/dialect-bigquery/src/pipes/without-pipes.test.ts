import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@momq/dialect';
import { bigquery } from '../index.js';
import { zetaSqlSkip } from '../testing/zetasql-skip.js';
import { hasZetaSql } from '../zetasql-parse.js';

/** Queries with pipes, and what they are without, written by hand. */
const SAME: readonly (readonly [string, string])[] = [
  [
    '# all\nFROM shop -- the shops\n|> WHERE id > 1 -- some |> LIMIT 1\n|> SELECT name, -- only\n/* end */ |> ORDER BY name -- last',
    'SELECT name FROM shop WHERE id > 1 ORDER BY name',
  ],
  ['FROM shop', 'SELECT * FROM shop'],
  ['FROM shop |> WHERE id > 1 |> WHERE id < 3', 'SELECT * FROM shop WHERE id = 2'],
  ['FROM shop |> SELECT name, id * 2 AS twice,', 'SELECT name, id * 2 AS twice FROM shop'],
  [
    'SELECT id FROM shop ORDER BY id DESC LIMIT 2 |> WHERE id > 1 |> ORDER BY id',
    'SELECT id FROM (SELECT id FROM shop ORDER BY id DESC LIMIT 2) WHERE id > 1 ORDER BY id',
  ],
  [
    'FROM sale |> WHERE quantity > 1 |> EXTEND 10 / (quantity - 1) AS r |> WHERE r > 2 |> SELECT id, r |> ORDER BY id',
    'SELECT id, 10 / (quantity - 1) AS r FROM sale WHERE quantity > 1 AND IF(quantity > 1, 10 / (quantity - 1) > 2, FALSE) ORDER BY id',
  ],
  [
    'FROM sale AS s |> JOIN product AS p ON p.id = s.product_id |> WHERE s.quantity > 1 |> EXTEND s.quantity * p.price AS revenue |> AGGREGATE SUM(revenue) AS total, COUNT(*) AS n GROUP BY p.kind |> ORDER BY kind',
    'SELECT p.kind, SUM(s.quantity * p.price) AS total, COUNT(*) AS n FROM sale AS s JOIN product AS p ON p.id = s.product_id WHERE s.quantity > 1 GROUP BY kind ORDER BY kind',
  ],
  [
    'FROM sale |> AGGREGATE COUNT(*) AS n DESC, MAX(id) GROUP BY shop_id ASC |> LIMIT 2',
    'SELECT shop_id, COUNT(*) AS n, MAX(id) FROM sale GROUP BY shop_id ORDER BY shop_id, n DESC LIMIT 2',
  ],
  [
    'FROM sale |> AGGREGATE SUM(quantity) AS q GROUP AND ORDER BY EXTRACT(YEAR FROM sold_at) AS y DESC, shop_id',
    'SELECT EXTRACT(YEAR FROM sold_at) AS y, shop_id, SUM(quantity) AS q FROM sale GROUP BY 1, 2 ORDER BY 1 DESC, 2',
  ],
  ['FROM sale |> AGGREGATE COUNT(*)', 'SELECT COUNT(*) FROM sale'],
  [
    'FROM sale |> AGGREGATE GROUP BY shop_id |> ORDER BY shop_id',
    'SELECT DISTINCT shop_id FROM sale ORDER BY shop_id',
  ],
  [
    'FROM sale |> AGGREGATE COUNT(*) AS n GROUP BY shop_id |> WHERE n > 2 |> ORDER BY shop_id',
    'SELECT shop_id, COUNT(*) AS n FROM sale GROUP BY shop_id HAVING n > 2 ORDER BY shop_id',
  ],
  [
    'FROM sale |> WHERE ROW_NUMBER() OVER (PARTITION BY shop_id ORDER BY quantity DESC, id) = 1 |> SELECT shop_id, id |> ORDER BY shop_id',
    'SELECT shop_id, id FROM sale QUALIFY ROW_NUMBER() OVER (PARTITION BY shop_id ORDER BY quantity DESC, id) = 1 ORDER BY shop_id',
  ],
  [
    'FROM sale |> WHERE quantity > 1 |> EXTEND SUM(quantity) OVER w AS s, WINDOW w AS (PARTITION BY shop_id) |> SELECT id, s |> ORDER BY id',
    'SELECT id, SUM(quantity) OVER (PARTITION BY shop_id) AS s FROM sale WHERE quantity > 1 ORDER BY id',
  ],
  [
    'FROM product |> SET price = price * 2, name = UPPER(name) |> ORDER BY id',
    'SELECT * REPLACE (price * 2 AS price, UPPER(name) AS name) FROM product ORDER BY id',
  ],
  [
    'FROM product |> DROP details, price |> ORDER BY id',
    'SELECT * EXCEPT (details, price) FROM product ORDER BY id',
  ],
  [
    'FROM shop |> SELECT id, name, city |> RENAME name AS shop, id number |> ORDER BY number',
    'SELECT id AS number, name AS shop, city FROM shop ORDER BY 1',
  ],
  [
    'FROM shop |> EXTEND id + 1 AS next |> AS t |> WHERE t.next > 2 |> SELECT t.id |> ORDER BY id',
    'SELECT id FROM shop WHERE id > 1 ORDER BY id',
  ],
  [
    'FROM sale |> SELECT shop_id |> DISTINCT |> ORDER BY 1',
    'SELECT DISTINCT shop_id FROM sale ORDER BY 1',
  ],
  [
    'FROM sale |> ORDER BY id DESC |> LIMIT 3 OFFSET 1 |> SELECT id',
    'SELECT id FROM sale ORDER BY id DESC LIMIT 3 OFFSET 1',
  ],
  [
    'FROM shop |> SELECT id |> UNION ALL (FROM baker |> SELECT id), (SELECT 99) |> ORDER BY id',
    'SELECT id FROM shop UNION ALL SELECT id FROM baker UNION ALL SELECT 99 ORDER BY id',
  ],
  [
    'FROM sale |> SELECT product_id |> EXCEPT DISTINCT (FROM sale |> WHERE shop_id = 1 |> SELECT product_id) |> ORDER BY 1',
    '(SELECT product_id FROM sale) EXCEPT DISTINCT (SELECT product_id FROM sale WHERE shop_id = 1) ORDER BY 1',
  ],
  [
    'FROM sale |> SELECT product_id |> INTERSECT DISTINCT (SELECT 1), (SELECT 1)',
    'SELECT 1 AS product_id',
  ],
  [
    'FROM sale |> SELECT shop_id, product_id, quantity |> PIVOT (SUM(quantity) FOR product_id IN (1, 2)) |> ORDER BY shop_id',
    'SELECT * FROM (SELECT shop_id, product_id, quantity FROM sale) PIVOT (SUM(quantity) FOR product_id IN (1, 2)) ORDER BY shop_id',
  ],
  [
    'SELECT 1 AS a, 2 AS b |> UNPIVOT (v FOR k IN (a, b)) |> ORDER BY v',
    "SELECT 1 AS v, 'a' AS k UNION ALL SELECT 2, 'b' ORDER BY v",
  ],
  [
    'FROM sale |> TABLESAMPLE SYSTEM (100 PERCENT) |> AGGREGATE COUNT(*) AS n',
    'SELECT COUNT(*) AS n FROM sale',
  ],
  [
    'FROM shop |> WITH few AS (FROM sale |> WHERE quantity > 3) |> JOIN few ON few.shop_id = shop.id |> SELECT shop.name, few.id |> ORDER BY id',
    'SELECT shop.name, sale.id FROM shop JOIN sale ON sale.shop_id = shop.id WHERE quantity > 3 ORDER BY id',
  ],
  [
    'WITH a AS (FROM shop |> WHERE id = 1) FROM a |> SELECT name',
    'SELECT name FROM shop WHERE id = 1',
  ],
  [
    'SELECT name, (FROM sale AS s |> WHERE s.shop_id = shop.id |> AGGREGATE COUNT(*)) AS n FROM shop WHERE EXISTS (FROM sale |> WHERE shop_id = shop.id) ORDER BY name',
    'SELECT name, (SELECT COUNT(*) FROM sale AS s WHERE s.shop_id = shop.id) AS n FROM shop WHERE id IN (SELECT shop_id FROM sale) ORDER BY name',
  ],
  [
    'FROM bakery.shop AS s |> LEFT JOIN bakery.baker AS b ON b.shop_id = s.id |> AGGREGATE COUNT(b.id) AS n GROUP BY s.name |> ORDER BY name',
    'SELECT s.name, COUNT(b.id) AS n FROM shop AS s LEFT JOIN baker AS b ON b.shop_id = s.id GROUP BY name ORDER BY name',
  ],
  [
    'FROM shop |> WHERE id > 1 |> LEFT JOIN baker ON baker.shop_id = shop.id |> AGGREGATE COUNT(*) AS n',
    'SELECT COUNT(*) AS n FROM shop LEFT JOIN baker ON baker.shop_id = shop.id WHERE shop.id > 1',
  ],
  [
    'FROM UNNEST([1, 2, 3]) AS x |> EXTEND x * 2 AS y |> SELECT x, y |> ORDER BY x',
    'SELECT x, x * 2 AS y FROM UNNEST([1, 2, 3]) AS x ORDER BY x',
  ],
  [
    'FROM UNNEST([1, 2, 3]) AS x |> ORDER BY x DESC |> LIMIT 2 |> SELECT x',
    'SELECT x FROM UNNEST([1, 2, 3]) AS x ORDER BY x DESC LIMIT 2',
  ],
  [
    'FROM UNNEST([1, 2, 3]) AS x |> WHERE ROW_NUMBER() OVER (ORDER BY x DESC) < 3 |> SELECT x |> ORDER BY x',
    'SELECT x FROM UNNEST([1, 2, 3]) AS x WHERE x > 1 ORDER BY x',
  ],
  [
    'FROM UNNEST([1, 2, 3]) AS x |> EXTEND SUM(x) OVER () AS y |> SELECT x, y |> ORDER BY x',
    'SELECT x, 6 AS y FROM UNNEST([1, 2, 3]) AS x ORDER BY x',
  ],
  [
    'FROM UNNEST([STRUCT(1 AS x, 2 AS a)]) AS x |> LIMIT 1 |> SELECT TO_JSON_STRING(x) AS j, x.a',
    `SELECT '{"x":1,"a":2}' AS j, 2 AS a`,
  ],
  ["FROM UNNEST(['a']) AS w |> LIMIT 1 |> SELECT w", "SELECT 'a' AS w"],
  [
    'FROM UNNEST([7, 8]) AS x WITH OFFSET AS o |> ORDER BY o DESC |> LIMIT 1 |> EXTEND o + x AS s |> SELECT x, o, s',
    'SELECT 8 AS x, 1 AS o, 9 AS s',
  ],
  [
    "FROM UNNEST([STRUCT(1 AS a, 'b' AS b)]) AS x |> EXTEND x.a + 1 AS c |> SELECT x.b, c, TO_JSON_STRING(x) AS j",
    `SELECT 'b' AS b, 2 AS c, '{"a":1,"b":"b"}' AS j`,
  ],
  [
    "SELECT (FROM UNNEST(['a', 'b']) AS x |> ORDER BY x DESC |> LIMIT 1 |> SELECT x) AS y",
    "SELECT 'b' AS y",
  ],
  [
    "FROM (SELECT ['a', 'b'] AS tags) AS t, t.tags AS tag |> ORDER BY tag DESC |> LIMIT 1 |> SELECT tag",
    "SELECT 'b' AS tag",
  ],
  ['FROM (SELECT AS VALUE 4) AS v |> LIMIT 1 |> SELECT v', 'SELECT 4 AS v'],
  [
    'FROM shop AS s |> EXTEND id + 1 AS nxt |> SELECT s.* |> ORDER BY id',
    'SELECT * FROM shop ORDER BY id',
  ],
  [
    'FROM shop AS s |> LIMIT 9 |> EXTEND id + 1 AS nxt |> WHERE nxt > 2 |> SELECT TO_JSON_STRING(s) AS j, nxt |> ORDER BY nxt',
    'SELECT TO_JSON_STRING(s) AS j, id + 1 AS nxt FROM shop AS s WHERE id > 1 ORDER BY nxt',
  ],
  [
    'FROM shop AS s |> EXTEND id + 1 AS nxt |> LIMIT 9 |> SELECT s.name, nxt |> ORDER BY nxt',
    'SELECT name, id + 1 AS nxt FROM shop ORDER BY nxt',
  ],
  [
    "FROM shop AS s |> EXTEND id + 1 AS nxt |> WHERE name != 's' |> AS s |> SELECT s.nxt |> ORDER BY nxt",
    'SELECT id + 1 AS nxt FROM shop ORDER BY nxt',
  ],
  [
    'FROM shop |> EXTEND (SELECT COUNT(*) OVER () FROM baker LIMIT 1) AS n |> SELECT shop.*, n |> ORDER BY id',
    'SELECT *, (SELECT COUNT(*) FROM baker) AS n FROM shop ORDER BY id',
  ],
  [
    'FROM shop |> WHERE id = (SELECT MAX(id) OVER () FROM shop LIMIT 1) |> SELECT id',
    'SELECT MAX(id) AS id FROM shop',
  ],
  [
    'WITH a AS (SELECT id AS x FROM shop) SELECT * FROM (FROM a |> RENAME x AS y) ORDER BY y',
    'SELECT id AS y FROM shop ORDER BY y',
  ],
  [
    'WITH a AS (FROM shop |> SELECT id), b AS (WITH c AS (FROM a) FROM c |> RENAME id AS y) FROM b |> WITH d AS (FROM b |> RENAME y AS z) |> JOIN d ON d.z = b.y |> SELECT z |> ORDER BY z',
    'SELECT id AS z FROM shop ORDER BY z',
  ],
  [
    'SELECT (FROM shop |> RENAME id AS x |> AGGREGATE MAX(x)) AS m FROM baker LIMIT 1',
    'SELECT MAX(id) AS m FROM shop',
  ],
];

describe.skipIf(!hasZetaSql())(`pipes on the embedded engine${zetaSqlSkip}`, () => {
  let database: Database;
  beforeAll(async () => {
    const pack = bigquery();
    database = await pack.createDatabase(pack.tutorials.sample);
  });
  afterAll(() => database.close());

  test.each(SAME)('%s', async (piped, plain) => {
    const [one, other] = [await database.query(piped), await database.query(plain)];
    expect(one.rows.length).toBeGreaterThan(0);
    expect([one.columns, one.rows]).toEqual([other.columns, other.rows]);
    expect(one.truncated).toBe(false);
  });

  test('rows are limited, and placeholders keep their place', async () => {
    const { rows, truncatedBy } = await database.query('FROM sale |> SELECT id', { maxRows: 2 });
    expect([rows.length, truncatedBy]).toEqual([2, 'rows']);
    const placed = await database.query(
      'FROM shop |> WHERE id = ? |> EXTEND ? AS word |> SELECT word, id, ? AS last',
      { parameters: [2, 'two', 'end'] },
    );
    expect(placed.rows).toEqual([['two', 2, 'end']]);
  });

  test.each([
    ['FROM shoop |> SELECT name', /Table not found: shoop; Did you mean shop\?$/],
    ['FROM shop |> SELECT nmae', /Unrecognized name: nmae; Did you mean name\?$/],
    ['FROM shop |> DROP name |> SELECT name', /Unrecognized name: name/],
    ['FROM shop |> DROP nmae', /nmae/],
    [
      'FROM shop |> RENAME nmae AS x',
      /expected a column to rename, got nmae\. Did you mean name\?/,
    ],
    ['FROM shop |> RENAME name AS title |> SELECT name', /Unrecognized name: name/],
    ['FROM shop |> SET nmae = 1', /nmae/],
    ['SELECT * FROM (FROM shop |> WHERE nmae = 1 |> RENAME id AS x)', /Unrecognized name: nmae/],
    ['FROM shop |> SELECT COUNT(*)', /expected \|> SELECT without aggregates, got COUNT\(\)/],
    ['FROM shop |> EXTEND 1 + SUM(id) AS s', /expected \|> EXTEND without aggregates, got SUM\(\)/],
    ['FROM shop |> SET id = MAX(id)', /expected \|> SET without aggregates, got MAX\(\)/],
    ['FROM shop |> EXTEND SUM(MAX(id)) OVER () AS s', /EXTEND without aggregates, got MAX\(\)/],
    ['FROM shop |> AGGREGATE SUM(id) OVER ()', /expected \|> AGGREGATE without window functions/],
    ['FROM shop AS s |> EXTEND id + 1 AS nxt |> SELECT s.nxt', /Name nxt not found inside s/],
    [
      'FROM shop |> EXTEND id + 1 AS nekst |> WHERE next > 1',
      /Unrecognized name: next; Did you mean nekst\?$/,
    ],
    [
      'FROM sale |> AGGREGATE COUNT(*) AS n GROUP BY shop_id |> WHERE quantity > 1',
      /Unrecognized name: quantity/,
    ],
  ])('%s is an error about the name', async (text, message) => {
    await expect(database.query(text)).rejects.toMatchObject({
      code: 'QUERY_EXECUTION',
      message: expect.stringMatching(message) as string,
    });
  });

  test.each([
    'FROM shop AS s |> SET name = "x" |> SELECT s.name',
    'FROM sale AS s, shop AS h |> EXTEND RANK() OVER (ORDER BY s.id) AS r |> WHERE h.id = 1',
    'FROM sale |> AGGREGATE COUNT(*) GROUP BY ROLLUP(shop_id)',
    'FROM UNNEST([STRUCT(1 AS a)]) AS x WITH OFFSET AS o |> LIMIT 1 |> SELECT x',
    'SELECT (FROM UNNEST([STRUCT(shop.id AS a)]) AS x |> LIMIT 1 |> SELECT x.a) AS y FROM shop',
    'FROM UNNEST([1, 2]) AS x |> SET x = x + 1 |> SELECT x',
    'FROM UNNEST([1, 2]) AS x |> AS y |> SELECT y',
    'FROM UNNEST([1, 2]) |> AS y |> SELECT y',
    'FROM shop AS s |> EXTEND RANK() OVER (ORDER BY id) AS r |> SELECT s.*',
    'FROM shop AS s |> EXTEND RANK() OVER (ORDER BY id) AS r |> SELECT TO_JSON_STRING(s)',
    'FROM shop AS s |> EXTEND RANK() OVER (ORDER BY id) AS r |> SELECT s.r',
    'FROM shop AS s |> EXTEND id + 1 AS nxt |> LIMIT 2 |> SELECT s.*',
    'FROM shop AS s |> EXTEND s.details.a, id |> LIMIT 2 |> SELECT s.*',
    'FROM shop AS s |> JOIN (SELECT 1 AS z) ON TRUE |> LIMIT 1 |> SELECT s.z',
    'FROM shop AS name |> DROP id |> SELECT name',
    'FROM shop AS s |> EXTEND 1 AS s |> LIMIT 2 |> SELECT s',
    'SELECT (FROM sale AS s |> WHERE s.shop_id = shop.id |> RENAME id AS x |> AGGREGATE COUNT(x)) AS n FROM shop',
    'SELECT (SELECT COUNT(*) FROM (FROM sale AS s |> WHERE s.shop_id = shop.id |> RENAME id AS x)) AS n FROM shop',
    'WITH a AS (FROM shop |> SELECT id) SELECT (WITH a AS (SELECT 1 AS x) FROM a |> RENAME x AS y) AS z',
    'FROM shop |> WITH shop AS (FROM sale) |> JOIN shop USING (id)',
  ])('%s cannot be said without pipes', async (text) => {
    await expect(database.query(text)).rejects.toMatchObject({ code: 'FEATURE_UNSUPPORTED' });
  });
});
