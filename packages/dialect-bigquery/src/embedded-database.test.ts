import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, DatabaseContent, Value } from '@momq/dialect';
import { bigquery } from './index.js';
import { zetaSqlSkip } from './testing/zetasql-skip.js';
import { hasZetaSql } from './zetasql-parse.js';

const content: DatabaseContent = {
  schema: {
    name: 'numbers',
    family: 'relational',
    entities: [
      {
        name: 'n',
        fields: [
          { name: 'id', type: 'integer', primaryKey: true },
          { name: 'big', type: 'integer' },
          { name: 'at', type: 'datetime' },
          { name: 'day', type: 'date' },
          { name: 'mixed', type: 'integer' },
        ],
      },
    ],
    links: [],
  },
  rows: {
    n: [
      [1, 9_007_199_254_740_993n, '2024-02-29 23:59:58.25', '0001-01-01', 1],
      [2, -9_223_372_036_854_775_808n, '1969-12-31 23:59:59', '9999-12-31', 'x'],
      [3, null, null, null, null],
    ],
  },
};

describe.skipIf(!hasZetaSql())(`the embedded engine${zetaSqlSkip}`, () => {
  let database: Database;
  beforeAll(async () => {
    database = await bigquery().createDatabase(content);
  });
  afterAll(() => database.close());

  const value = async (expression: string): Promise<Value> =>
    (await database.query(`SELECT ${expression}`)).rows[0]?.[0] ?? null;

  test('what is loaded comes back', async () => {
    const { rows, columnTypes } = await database.query('SELECT * FROM n ORDER BY id');
    expect(rows).toEqual([
      [1, 9_007_199_254_740_993n, '2024-02-29 23:59:58.250', '0001-01-01', '1'],
      [2, -9_223_372_036_854_775_808n, '1969-12-31 23:59:59', '9999-12-31', 'x'],
      [3, null, null, null, null],
    ]);
    expect(columnTypes).toEqual(['integer', 'integer', 'datetime', 'date', 'text']);
  });

  test.each<[string, Value]>([
    ["NUMERIC '1.5'", 1.5],
    ["NUMERIC '-12345678901234567890.123456789'", '-12345678901234567890.123456789'],
    [
      "BIGNUMERIC '0.12345678901234567890123456789012345678'",
      '0.12345678901234567890123456789012345678',
    ],
    ["NUMERIC '12345678901234567890'", 12_345_678_901_234_567_890n],
    ["CAST('nan' AS FLOAT64)", Number.NaN],
    ["CAST('-inf' AS FLOAT64)", Number.NEGATIVE_INFINITY],
    ["b'\\x00\\xff'", '\\x00ff'],
    ["TIMESTAMP '1969-12-31 23:59:59.5+00'", '1969-12-31 23:59:59.500+00'],
    ["TIME '10:11:12.000001'", '10:11:12.000001'],
    [
      `JSON '{"a": [1, null, 12345678901234567890]}'`,
      { a: [1, null, 12_345_678_901_234_567_890n] },
    ],
    ['[1, 2]', [1, 2]],
    ["STRUCT(1 AS a, 'x' AS b, 2 AS a)", { a: 1, b: 'x', _2: 2 }],
    ["[STRUCT(DATE '2024-01-01' AS d)]", [{ d: '2024-01-01' }]],
    ["INTERVAL '1-2 3 4:5:6.7' YEAR TO SECOND", '1-2 3 4:5:6.7'],
    ['INTERVAL -14 MONTH', '-1-2 0 0:0:0'],
    ['CAST(NULL AS STRING)', null],
  ])('%s comes without loss', async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });

  test('parameters by name and by place, lists and NULL among them', async () => {
    const parameters = { ids: [1, 3], word: 'x', none: null, day: '2024-01-01', real: 1.5 };
    const named = await database.query(
      "SELECT COUNT(*), @word, @none, @day = DATE '2024-01-01', @real FROM n WHERE id IN UNNEST(@ids)",
      { parameters },
    );
    expect(named.rows).toEqual([[2, 'x', null, true, 1.5]]);
    const placed = await database.query('SELECT ? + ?', {
      parameters: [2, 9_007_199_254_740_991n],
    });
    expect(placed.rows).toEqual([[9_007_199_254_740_993n]]);
  });

  test('names with project and dataset are those of the tables', async () => {
    const { rows } = await database.query(
      'SELECT n.id FROM `my-project.numbers.n` JOIN numbers.n AS other ON other.id = n.id ORDER BY 1 LIMIT 1',
    );
    expect(rows).toEqual([[1]]);
  });

  test('errors have the words of BigQuery, and what was meant', async () => {
    await expect(database.query('SELECT bigg FROM n')).rejects.toMatchObject({
      code: 'QUERY_EXECUTION',
      message: 'Unrecognized name: bigg; Did you mean big? [at 1:8]',
    });
    await expect(database.query('SELECT 1 / (id - 1) FROM n')).rejects.toMatchObject({
      code: 'QUERY_EXECUTION',
      message: expect.stringMatching(/division by zero/) as string,
    });
  });

  test('an estimate counts the bytes of the tables', async () => {
    // INT64, DATETIME and DATE have 8 bytes each, a text 2 and its own
    expect(await database.estimate!('SELECT id FROM numbers.n')).toEqual({
      bytes: 3 * 8 + 2 * 8 + 2 * 8 + 2 * 8 + 2 * 3,
    });
    await expect(database.estimate!('SELECT bigg FROM n')).rejects.toMatchObject({
      code: 'QUERY_EXECUTION',
    });
  });

  test.each(['', ' LIMIT 9000000'])(
    'a result of millions of rows is cut before it is made:%s',
    async (limit) => {
      const started = process.memoryUsage().rss;
      const { rows, truncatedBy } = await database.query(
        `SELECT a FROM UNNEST(GENERATE_ARRAY(1, 3000)) AS a, UNNEST(GENERATE_ARRAY(1, 3000)) AS b${limit}`,
        { maxRows: 100 },
      );
      expect([rows.length, truncatedBy]).toEqual([100, 'rows']);
      expect(process.memoryUsage().rss - started).toBeLessThan(200 * 2 ** 20);
    },
  );

  test('no server is left behind', async () => {
    const folders = (...options: readonly string[]): readonly string[] =>
      execFileSync('ps', [...options, '-o', 'args='], { encoding: 'utf8' }).match(
        /[^\s:]*momq-zetasql-\w+/g,
      ) ?? [];
    const own = (): readonly string[] => folders('--ppid', String(process.pid));
    const before = own();
    const other = await bigquery().createDatabase(content);
    const folder = own().find((each) => !before.includes(each)) ?? '';
    expect(folder).not.toBe('');
    await other.close();
    expect(folders('-e').join(' ')).not.toContain(folder);
  });
});

test('content that does not fit is an error', async () => {
  const broken = { ...content, rows: { n: [[1]] } };
  await expect(bigquery().createDatabase(broken)).rejects.toMatchObject({ code: 'DATABASE_OPEN' });
});

test('options that are none are refused', () => {
  for (const options of [
    { allowFunctions: 'f' },
    { allowDatasets: [1] },
    { maximumBytesBilled: 0 },
  ])
    expect(() => bigquery(options as never)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }) as Error,
    );
});
