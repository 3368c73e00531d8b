import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Database } from '@momq/dialect';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DuckdbDatabase } from './database.js';
import { enumLabels } from './field-type.js';
import { duckdb } from './index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'momq-duckdb-'));
const file = path.join(folder, 'fleet.duckdb');
let database: Database;
/** The same file without the parser's verdict: what is left is the engine's own guard. */
let unguarded: Database;

beforeAll(async () => {
  const instance = await DuckDBInstance.create(file);
  const writer = await instance.connect();
  await writer.run(`
    CREATE TYPE state AS ENUM ('open', 'it''s done');
    CREATE TABLE harbour (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL);
    COMMENT ON TABLE harbour IS 'Where ships lie';
    COMMENT ON COLUMN harbour.name IS 'As on charts';
    CREATE TABLE ship (id INTEGER PRIMARY KEY, harbour_id INTEGER REFERENCES harbour (id), state state, price DECIMAL(10, 2));
    CREATE SCHEMA crew;
    CREATE TABLE crew.sailor (id INTEGER, ship_id INTEGER, signed_at BIGINT, harbour_id INTEGER);
    CREATE VIEW dear AS SELECT * FROM ship WHERE price > 10;
    CREATE VIEW broken AS SELECT * FROM ship;
    CREATE SEQUENCE numbers;
    CREATE MACRO twice(x) AS 2 * x;
    CREATE MACRO reverse(x) AS (SELECT content FROM read_text('/etc/passwd'));
    INSERT INTO harbour VALUES (1, 'Kiel'), (2, 'Split');
    INSERT INTO ship VALUES (1, 1, 'open', 9.50), (2, 1, 'it''s done', 12.25), (3, 2, NULL, NULL);
    INSERT INTO crew.sailor VALUES (1, 1, 1700000000, 1), (2, 3, 1700003600, 9);
    ALTER TABLE crew.sailor ADD COLUMN gone INTEGER;
    CREATE VIEW lost AS SELECT gone FROM crew.sailor;
    ALTER TABLE crew.sailor DROP COLUMN gone;
    DROP VIEW broken;`);
  writer.closeSync();
  instance.closeSync();
  database = await duckdb().openDatabase(file);
  const analysis = { statements: 1, readOnly: true };
  const none = { relations: [], columns: [], functions: [], literals: [], keywords: [] };
  const parser = { parse: () => ({ ...analysis, ...none }) };
  unguarded = new DuckdbDatabase({ file, parser, memoryLimit: '500MB' });
});

afterAll(async () => {
  await database.close();
  await unguarded.close();
  rmSync(folder, { recursive: true });
});

it('is recognised by its first bytes, whatever its name', () => {
  const pack = duckdb();
  expect(pack.recognises(file)).toBe(true);
  expect(pack.recognises('other.ddb')).toBe(true);
  expect(pack.recognises(folder)).toBe(false);
  expect(pack.recognises(import.meta.filename)).toBe(false);
});

it('reads tables and views of all schemas with keys, comments, counts, samples and what nobody declared', async () => {
  const { entities, links, notes } = await database.schema();
  expect(entities.map(({ name, kind, rowCount }) => [name, kind, rowCount])).toEqual([
    ['crew.sailor', 'table', 2],
    ['dear', 'view', undefined],
    ['harbour', 'table', 2],
    ['ship', 'table', 3],
  ]);
  const [sailor, , harbour, ship] = entities;
  expect(sailor?.path).toEqual(['crew', 'sailor']);
  expect(sailor?.fields[2]).toMatchObject({ temporal: 'unix-seconds' });
  expect(harbour?.comment).toBe('Where ships lie');
  expect(harbour?.fields).toEqual([
    {
      name: 'id',
      type: 'integer',
      nativeType: 'INTEGER',
      primaryKey: true,
      nullable: false,
      samples: [1, 2],
    },
    {
      name: 'name',
      type: 'text',
      nativeType: 'VARCHAR',
      nullable: false,
      comment: 'As on charts',
      samples: ['Kiel', 'Split'],
    },
  ]);
  expect(ship?.fields[2]?.allowedValues).toEqual(['open', "it's done"]);
  expect(ship?.fields[3]).toMatchObject({ type: 'real', nativeType: 'DECIMAL(10,2)' });
  expect(links.map(({ name, inferred }) => [name, inferred])).toEqual([
    ['ship.harbour_id', undefined],
    ['crew.sailor.ship_id', true],
  ]);
  expect(notes?.join()).toContain('lost is left out, because its rows cannot be read');
});

it('finds values of a table in another schema', async () => {
  expect(await database.values('crew.sailor', 'ship_id', { limit: 5, equalTo: ['3'] })).toEqual([
    3,
  ]);
});

it('gives every type without loss', async () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['9007199254740991::BIGINT', 9007199254740991],
    ['9007199254740993::BIGINT', 9007199254740993n],
    ['170141183460469231731687303715884105727::HUGEINT', 170141183460469231731687303715884105727n],
    ['340282366920938463463374607431768211455::UHUGEINT', 340282366920938463463374607431768211455n],
    ['1.10::DECIMAL(10, 2)', 1.1],
    ['-0.00000012::DECIMAL(18, 8)', -0.00000012],
    ['12345678901234567890.123456789::DECIMAL(38, 9)', '12345678901234567890.123456789'],
    ['20000000000000000001::DECIMAL(38, 0)', 20000000000000000001n],
    [
      "'-170141183460469231731687303715884105728'::HUGEINT",
      -170141183460469231731687303715884105728n,
    ],
    ["'nan'::DOUBLE", NaN],
    ["['inf'::DOUBLE, '-inf', 'nan', NULL]", [Infinity, -Infinity, NaN, null]],
    ["DATE '2024-02-29'", '2024-02-29'],
    [
      "[DATE 'infinity', '-infinity', '0044-03-15 (BC)']",
      ['infinity', '-infinity', '0044-03-15 (BC)'],
    ],
    ["TIMESTAMP '-infinity'", '-infinity'],
    ["['infinity'::TIMESTAMP_S, '-infinity']", ['infinity', '-infinity']],
    ["['infinity'::TIMESTAMP_MS, '-infinity']", ['infinity', '-infinity']],
    ["['infinity'::TIMESTAMP_NS, '-infinity']", ['infinity', '-infinity']],
    ["TIMESTAMP_NS '2024-02-29 12:30:00.123456789'", '2024-02-29 12:30:00.123456789'],
    ["TIMETZ '12:30:00.5-02:30'", '12:30:00.5-02:30'],
    ["INTERVAL '-14 months 3 days 04:05:06.789'", '-1 year -2 months 3 days 04:05:06.789'],
    ["'ffffffff-0000-0000-0000-000000000001'::UUID", 'ffffffff-0000-0000-0000-000000000001'],
    ["'0101'::BIT", '0101'],
    ["TIMESTAMP '2024-02-29 12:30:00.000001'", '2024-02-29 12:30:00.000001'],
    ["TIMESTAMPTZ '2024-02-29 12:30:00+02'", '2024-02-29 10:30:00+00'],
    ["TIME '12:30:00'", '12:30:00'],
    ["'\\xAA\\x00'::BLOB", '\\xaa00'],
    ["['a', NULL]", ['a', null]],
    ['[[9007199254740993]]', [[9007199254740993n]]],
    [
      "{'a': 1.50::DECIMAL(4, 2), 'b': {'c': DATE '2024-01-01'}}",
      { a: 1.5, b: { c: '2024-01-01' } },
    ],
    ["MAP {'k': 3}", { k: 3 }],
    ['MAP {1: [true]}', [{ key: 1, value: [true] }]],
    ["UNION_VALUE(n := 'x')", { n: 'x' }],
    ['UNION_VALUE(n := NULL::INTEGER)', { n: null }],
    ['NULL::STRUCT(a INTEGER)', null],
    ['\'{"a": 12345678901234567890}\'::JSON', { a: 12345678901234567890n }],
    ["'open'::state", 'open'],
  ];
  const { rows } = await database.query(`SELECT ${cases.map(([sql]) => sql).join(', ')}`);
  expect(rows[0]).toEqual(cases.map(([, value]) => value));
  const lost = [
    ["ROW(1, 'a')", 'Name its fields'],
    ["{'__proto__': 1}", 'Rename it'],
  ];
  for (const [sql, remedy] of lost)
    await expect(database.query(`SELECT [${sql}]`), sql).rejects.toMatchObject({
      code: 'QUERY_EXECUTION',
      message: expect.stringContaining(remedy ?? ''),
    });
});

it('tells a list from what it holds', async () => {
  const sql = 'SELECT state, price, [state], [price], [id, id]::INTEGER[2], {a: price} FROM ship';
  const { columnTypes } = await database.query(sql);
  expect(columnTypes).toEqual(['text', 'real', 'other', 'other', 'other', 'other']);
  expect(enumLabels("ENUM('open', 'it''s done')[]")).toBeUndefined();
});

it('takes parameters by place and by name, and counts them', async () => {
  const sql = 'SELECT id FROM ship WHERE state = ? AND price > ?';
  expect((await database.query(sql, { parameters: ['open', 9] })).rows).toEqual([[1]]);
  const named = 'SELECT id FROM ship WHERE price > $least';
  expect((await database.query(named, { parameters: { least: 10 } })).rows).toEqual([[2]]);
  await expect(database.query(sql, { parameters: [1] })).rejects.toMatchObject({
    code: 'QUERY_EXECUTION',
    message: expect.stringContaining('expected 2 parameters, got 1'),
  });
});

it('calls macros of the database only where they are allowed by name', async () => {
  const text = 'SELECT twice(21)';
  await expect(database.query(text)).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
  const allowing = await duckdb({ allowFunctions: ['twice'] }).openDatabase(file);
  expect((await allowing.query(text)).rows).toEqual([[42]]);
  await allowing.close();
});

it('lets a macro in the place of a function read no other file', async () => {
  await expect(database.query("SELECT reverse('x')")).rejects.toMatchObject({
    code: 'QUERY_EXECUTION',
    message: expect.stringContaining('disabled by configuration'),
  });
});

it('takes no options that are none', () => {
  const given: readonly object[] = [
    { allowFunctions: 'twice' },
    { allowFunctions: [2] },
    { memoryLimit: '2' },
    { memoryLimit: 2 },
  ];
  for (const options of given)
    expect(() => duckdb(options), JSON.stringify(options)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
});

describe('without the parser', () => {
  it('the engine has its limits, and nothing changes them', async () => {
    const settings = {
      memory_limit: '476.8 MiB',
      temp_directory: '',
      TimeZone: 'UTC',
      access_mode: 'read_only',
      enable_external_access: false,
      autoinstall_known_extensions: false,
      autoload_known_extensions: false,
      allow_community_extensions: false,
      allow_persistent_secrets: false,
      lock_configuration: true,
    };
    const asked = Object.keys(settings).map((name) => `current_setting('${name}')`);
    const { rows } = await unguarded.query(`SELECT ${asked.join(', ')}`);
    expect(rows[0]).toEqual(Object.values(settings));
  });

  const writes = [
    'DELETE FROM ship',
    'CREATE TEMP TABLE dock AS FROM ship',
    `COPY ship TO '${folder}/ship.csv'`,
    `ATTACH '${folder}/other.duckdb'`,
    'SET threads = 1',
    'LOAD json',
    'SELECT 1; DROP TABLE ship',
    'CALL pragma_version()',
  ];

  it.each(writes)('the engine refuses %s', async (text) => {
    await expect(unguarded.query(text)).rejects.toMatchObject({
      code: expect.stringMatching(/^QUERY_(?:REFUSED|EXECUTION)$/),
    });
  });

  it('the engine neither reads other files nor moves a sequence on, and nothing has changed', async () => {
    const readings = [
      "FROM read_text('/etc/passwd')",
      "FROM glob('/etc/*')",
      "FROM read_csv('/etc/passwd')",
      "SELECT nextval('numbers')",
    ];
    for (const text of readings)
      await expect(unguarded.query(text), text).rejects.toMatchObject({ code: 'QUERY_EXECUTION' });
    expect((await unguarded.query('SELECT COUNT(*) FROM ship')).rows).toEqual([[3]]);
    expect(readdirSync(folder)).toEqual(['fleet.duckdb']);
  });
});

it('stops what DuckDB itself cannot interrupt, and answers again', async () => {
  const sort = 'SELECT LIST_SORT(LIST_REVERSE(RANGE(30000000)))[1]';
  const started = performance.now();
  await expect(database.query(sort, { timeoutMs: 300 })).rejects.toMatchObject({
    code: 'QUERY_TIMEOUT',
  });
  expect((await database.query('SELECT COUNT(*) FROM ship')).rows).toEqual([[3]]);
  expect(performance.now() - started).toBeLessThan(20_000);
});

it('says what another program does to the file', async () => {
  await database.close();
  await unguarded.close();
  const instance = await DuckDBInstance.create(file);
  const opening = duckdb().openDatabase(file);
  await expect(opening).rejects.toMatchObject({
    code: 'DATABASE_OPEN',
    message: expect.stringContaining('close other programs that write to it'),
  });
  instance.closeSync();
});
