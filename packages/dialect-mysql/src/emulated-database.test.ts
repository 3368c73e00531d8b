import { afterAll, beforeAll, expect, test } from 'vitest';
import { harbour } from '@momq/dialect-kit';
import type { Database } from '@momq/dialect';
import { mysql } from './index.js';

let database: Database;
beforeAll(async () => {
  database = await mysql().createDatabase(harbour);
});
afterAll(() => database.close());

test.each([
  ['WITH ROLLUP', 'SELECT ship_id, COUNT(*) FROM visit GROUP BY ship_id WITH ROLLUP'],
  ['LATERAL', 'SELECT * FROM ship, LATERAL (SELECT COUNT(*) FROM visit WHERE ship_id = ship.id) v'],
  ['JSON_TABLE', "SELECT * FROM JSON_TABLE('[1]', '$[*]' COLUMNS (a int PATH '$')) AS t"],
  ['full-text search', "SELECT id FROM ship WHERE MATCH (name) AGAINST ('gull')"],
  ['geometry', 'SELECT ST_X(POINT(1, 2))'],
  ['bytes that are no UTF-8', "SELECT HEX(x'ff')"],
  ['a number of more than 63 bits', 'SELECT 0xffffffffffffffff + 0'],
  ['the clauses of JSON_VALUE', "SELECT JSON_VALUE('{}', '$.a' DEFAULT '1' ON EMPTY)"],
  [
    'frames of INTERVAL',
    'SELECT COUNT(*) OVER (ORDER BY launched RANGE INTERVAL 1 YEAR PRECEDING) FROM ship',
  ],
])('%s: refused, not imitated badly', async (_, text) => {
  await expect(database.query(text)).rejects.toMatchObject({ code: 'FEATURE_UNSUPPORTED' });
});

test.each([
  ['a day as a number', 'SELECT name FROM ship WHERE launched = 20040229', [['Öresund']]],
  [
    'HAVING without groups',
    'SELECT id * 2 AS i FROM ship WHERE id > 1 HAVING i > 5 OR i < 5',
    [[4], [6], [8]],
  ],
  [
    'bytes are text, and numbers where one is wanted',
    "SELECT x'4d79', 0x0a + 0, -b'101', CAST(x'0a' AS UNSIGNED), 10 = x'0a', 'A' = x'41', _utf8mb4 x'41' FROM ship WHERE id = 0x1",
    [['\\x4d79', 10, -5, 10, 1, 1, 'A']],
  ],
  ['HAVING of all rows', 'SELECT COUNT(*) AS n FROM ship HAVING n > 9', []],
  [
    'a name that the schema has for another kind',
    "SELECT v.fee FROM (SELECT name AS fee FROM ship) v WHERE v.fee = 'tern'",
    [['tern']],
  ],
])('%s', async (_, text, rows) => {
  expect((await database.query(text)).rows).toEqual(rows);
});

test.each(["UNHEX('ff')", "FROM_BASE64('/w==')", 'CHAR(255)'])(
  '%s, which is no text, is an error and no other text',
  async (call) => {
    await expect(database.query(`SELECT ${call}`)).rejects.toThrow(/UTF-8, got x'ff'/);
  },
);

test('frames of windows are those that are written', async () => {
  const { rows } = await database.query(
    `SELECT id, SUM(fee) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW),
       SUM(fee) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING),
       SUM(fee) OVER (ORDER BY id ROWS # before
         2 PRECEDING) FROM visit ORDER BY id`,
  );
  expect(rows).toEqual([
    [1, 100, 450, 100],
    [2, 350, 350, 350],
    [3, 350, 100, 450],
    [4, 100, null, 350],
  ]);
});

test.each(['commit', 'abort', 'transaction', 'isnull', 'autoincrement', 'temp', 'a`b'])(
  'a table and a column may be called %s',
  async (name) => {
    const named = await mysql().createDatabase({
      schema: {
        name: 'words',
        family: 'relational',
        entities: [{ name, fields: [{ name, type: 'integer' }] }],
        links: [],
      },
      rows: { [name]: [[7]] },
    });
    const quoted = `\`${name.replaceAll('`', '``')}\``;
    const plain = /^\w+$/.test(name) ? name : quoted;
    expect((await named.query(`SELECT ${plain} FROM ${plain}`)).rows).toEqual([[7]]);
    expect((await named.query(`SELECT t.${quoted} FROM ${quoted} AS t`)).rows).toEqual([[7]]);
    await named.close();
  },
);

test.each([
  ['2023-%', 1],
  ['20_3-0%', 1],
  ['2023/%', 0],
  ['%.5-1)', 0],
])('LIKE %s takes signs of patterns of other kinds as they are', async (pattern, found) => {
  const { rows } = await database.query(`SELECT LOWER('2023-01-05') LIKE '${pattern}'`);
  expect(rows).toEqual([[found]]);
});
