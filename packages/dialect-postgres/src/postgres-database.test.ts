import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, DatabaseContent } from '@momq/dialect';
import { postgres } from './index.js';

const pack = postgres();

const RUNAWAY =
  'WITH RECURSIVE c(x) AS (SELECT 1::bigint UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c';

function content(rows: DatabaseContent['rows'][string]): DatabaseContent {
  return {
    schema: {
      name: 'sizes',
      family: 'relational',
      entities: [
        {
          name: 'Item',
          fields: [
            { name: 'id', type: 'integer', primaryKey: true },
            { name: 'Amount', type: 'integer' },
          ],
        },
      ],
      links: [],
    },
    rows: { Item: rows },
  };
}

describe('values', () => {
  let database: Database;
  beforeAll(async () => {
    database = await pack.createDatabase(content([[1, 5]]));
  });
  afterAll(() => database.close());

  test.each([
    ['9007199254740993::int8', 9_007_199_254_740_993n],
    ['12::int8', 12],
    ['2.50::numeric', 2.5],
    ['123456789012345678901::numeric', 123_456_789_012_345_678_901n],
    ['avg(x) FROM (VALUES (1), (2), (2)) AS t (x)', 5 / 3],
    ["'NaN'::float8", Number.NaN],
    ['1.5::float4', 1.5],
    ['true', true],
    ["date '2024-02-29'", '2024-02-29'],
    ["timestamp '2024-02-29 10:20:30.5'", '2024-02-29 10:20:30.5'],
    ["time '10:20:30'", '10:20:30'],
    ["interval '1 day 2 hours'", '1 day 02:00:00'],
    ["ARRAY['a', 'b, \"c\"', NULL, 'd\\e']", ['a', 'b, "c"', null, 'd\\e']],
    [
      'ARRAY[[1, 2], [3, 4]]',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["'{}'::text[]", []],
    ['\'{"a": [1, null]}\'::jsonb', { a: [1, null] }],
    ["'\\xdeadbeef'::bytea", '\\xdeadbeef'],
    ["'a'::text || NULL", null],
    ['12345678901234567890.12::numeric', '12345678901234567890.12'],
    ["'Infinity'::float8", Number.POSITIVE_INFINITY],
    ["'-Infinity'::numeric", Number.NEGATIVE_INFINITY],
    ['\'{"id": 9007199254740993}\'::json', { id: 9_007_199_254_740_993n }],
    ["'[1,5)'::int4range", '[1,5)'],
    ["ARRAY['[1,5)'::int4range]", ['[1,5)']],
    ["ARRAY['(1,2),(3,4)'::box, NULL]", ['(3,4),(1,2)', null]],
    ["'[0:1]={1,2}'::int[]", [1, 2]],
    ["ROW(1, 'a b')", '(1,"a b")'],
    ["ARRAY['\\x00ff'::bytea]", ['\\x00ff']],
    ["'infinity'::date", 'infinity'],
  ])('%s', async (expression, value) => {
    expect((await database.query(`SELECT ${expression}`)).rows).toEqual([[value]]);
  });

  test('two columns of one name, distinct values, a plan', async () => {
    const result = await database.query('SELECT id AS a, "Amount" AS a FROM "Item"; -- done');
    expect(result).toMatchObject({ columns: ['a', 'a'], rows: [[1, 5]], truncated: false });
    expect(await database.values('Item', 'Amount', { limit: 3 })).toEqual([5]);
    expect(await database.explain?.('SELECT * FROM "Item"')).toContain('Seq Scan on "Item"');
  });

  test('errors carry the engine’s words and its hint', async () => {
    await expect(database.query('SELECT amount FROM "Item"')).rejects.toMatchObject({
      code: 'QUERY_EXECUTION',
      message: expect.stringMatching(/column "amount" does not exist.*Item\.Amount/) as string,
    });
    await expect(database.query('SELECT id\nFROM "Item" WHERE = 3')).rejects.toMatchObject({
      code: 'QUERY_SYNTAX',
      line: 2,
      column: 19,
      fragment: '=',
    });
  });
});

describe('statements that are not run', () => {
  let database: Database;
  beforeAll(async () => {
    database = await pack.createDatabase(content([[1, 5]]));
  });
  afterAll(() => database.close());

  test.each([
    'SELECT 1; SELECT 2',
    'SELECT 1; DROP TABLE "Item"',
    '',
    '-- nothing',
    'DELETE FROM "Item"',
    'INSERT INTO "Item" VALUES (2, 3)',
    'UPDATE "Item" SET "Amount" = 0',
    'MERGE INTO "Item" AS a USING "Item" AS b ON a.id = b.id WHEN MATCHED THEN DELETE',
    'WITH gone AS (DELETE FROM "Item" RETURNING *) SELECT * FROM gone',
    'SELECT * FROM (WITH gone AS (UPDATE "Item" SET id = 2 RETURNING *) SELECT * FROM gone) AS x',
    'SELECT * INTO other FROM "Item"',
    'CREATE TABLE other AS SELECT 1',
    'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
    'DROP TABLE "Item"',
    'TRUNCATE "Item"',
    'ALTER TABLE "Item" ADD x int',
    'SELECT * FROM "Item" FOR UPDATE',
    'SELECT * FROM (SELECT * FROM "Item" FOR SHARE) AS x',
    'COPY "Item" TO STDOUT',
    'COPY "Item" TO PROGRAM \'sh\'',
    'DO $$ BEGIN PERFORM 1; END $$',
    'CALL f()',
    'SET transaction_read_only = off',
    'SHOW all',
    'RESET ROLE',
    'BEGIN',
    'COMMIT',
    'LOCK TABLE "Item"',
    'VACUUM',
    'ANALYZE',
    'LISTEN a',
    'NOTIFY a',
    'PREPARE p AS SELECT 1',
    'EXPLAIN ANALYZE DELETE FROM "Item"',
    "LOAD 'evil'",
    "SELECT set_config('transaction_read_only', 'off', false)",
    "SELECT pg_catalog.set_config('role', 'postgres', false)",
    "SELECT nextval('s')",
    "SELECT * FROM pg_read_file('/etc/passwd')",
    "SELECT pg_read_binary_file('/etc/passwd')",
    "SELECT * FROM pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT * FROM dblink('host=x', 'SELECT 1') AS t (a int)",
    'SELECT pg_terminate_backend(1)',
    'SELECT pg_advisory_lock(1)',
    "SELECT query_to_xml('DELETE FROM x', true, true, '')",
    'SELECT pg_reload_conf()',
  ])('%s', async (text) => {
    await expect(database.query(text)).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
    expect((await database.query('SELECT * FROM "Item"')).rows).toEqual([[1, 5]]);
  });

  test('ordinary functions run', async () => {
    const sql =
      "SELECT lower('A'), now() IS NOT NULL, pg_typeof(1)::text, current_setting('server_version_num')::int > 150000, position('b' in 'abc')";
    expect((await database.query(sql)).rows).toEqual([['a', true, 'integer', true, 2]]);
  });

  test('deeply nested text is an error, not a crash', async () => {
    const nested = `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`;
    await expect(database.query(nested)).rejects.toMatchObject({ code: 'QUERY_SYNTAX' });
    const chained = `SELECT ${'NOT '.repeat(20_000)} true`;
    await expect(database.query(chained)).rejects.toMatchObject({
      code: expect.stringMatching(/^QUERY_/) as string,
    });
    expect((await database.query('SELECT 1')).rows).toEqual([[1]]);
  });
});

describe('limits', () => {
  test('a runaway query stops in time, and its database and its neighbours answer again', async () => {
    const [database, neighbour] = await Promise.all([
      pack.createDatabase(content([[1, 5]])),
      pack.createDatabase(content([[2, 6]])),
    ]);
    const started = performance.now();
    await expect(database.query(RUNAWAY, { timeoutMs: 500 })).rejects.toMatchObject({
      code: 'QUERY_TIMEOUT',
    });
    const elapsed = performance.now() - started;
    expect(elapsed).toBeGreaterThanOrEqual(490);
    expect(elapsed).toBeLessThan(20_000);
    expect((await database.query('SELECT "Amount" FROM "Item"')).rows).toEqual([[5]]);
    expect((await neighbour.query('SELECT "Amount" FROM "Item"')).rows).toEqual([[6]]);
    await Promise.all([database.close(), neighbour.close()]);
    await expect(database.query('SELECT 1')).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
  });

  test('maxRows cuts and says so', async () => {
    const database = await pack.createDatabase(
      content(Array.from({ length: 3000 }, (_, index) => [index, index])),
    );
    const cut = await database.query('SELECT id FROM "Item" ORDER BY id', { maxRows: 3 });
    expect([cut.rows, cut.truncated]).toEqual([[[0], [1], [2]], true]);
    const whole = await database.query('SELECT count(*), sum("Amount") FROM "Item"', {
      maxRows: 1,
    });
    expect([whole.rows, whole.truncated]).toEqual([[[3000, 4_498_500]], false]);
    expect((await database.query('SELECT id FROM "Item"')).rows).toHaveLength(1000);
    await database.close();
  });
});

describe('content', () => {
  test('sizes of integers, odd text and types that rows do not fit', async () => {
    const rows = [
      [1, 2 ** 40, 'tab\tand\\slash\nline', '2024-02-30', true, '2024-01-01 10:00:00'],
      [2, null, '\\N', '2024-03-01', null, null],
    ];
    const types = ['integer', 'integer', 'text', 'date', 'boolean', 'datetime'] as const;
    const database = await pack.createDatabase({
      schema: {
        name: 'odd',
        family: 'relational',
        entities: [
          { name: 'select', fields: types.map((type, index) => ({ name: `f${index}`, type })) },
        ],
        links: [],
      },
      rows: { select: rows },
    });
    expect((await database.schema()).entities[0]?.fields.map((field) => field.nativeType)).toEqual([
      'integer',
      'bigint',
      'text',
      'text',
      'boolean',
      'timestamp',
    ]);
    expect((await database.query('SELECT * FROM "select"')).rows).toEqual(rows);
    await database.close();
  });

  test('foreign keys with rows that break them', async () => {
    const database = await pack.createDatabase({
      schema: {
        name: 'keys',
        family: 'relational',
        entities: [
          { name: 'a', fields: [{ name: 'id', type: 'integer', primaryKey: true }] },
          { name: 'b', fields: [{ name: 'a_id', type: 'integer' }] },
        ],
        links: [
          {
            name: 'b.a_id',
            from: { entity: 'b', fields: ['a_id'] },
            to: { entity: 'a', fields: ['id'] },
            fields: [],
          },
        ],
      },
      rows: { a: [[1]], b: [[1], [99]] },
    });
    expect((await database.schema()).links.map((link) => link.name)).toEqual(['b.a_id']);
    expect(
      (
        await database.query(
          "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid = 'b'::regclass",
        )
      ).rows,
    ).toEqual([[1]]);
    await database.close();
  });
});
