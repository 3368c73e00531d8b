import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, DatabaseContent } from '@momq/dialect';
import { sqlite } from './index.js';
import { describeEngines } from './testing/describe-engines.js';

const { Database: Engine } = createRequire(import.meta.url)(
  'node-sqlite3-wasm',
) as typeof import('node-sqlite3-wasm');
const RUNAWAY =
  'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c';

function content(rows: DatabaseContent['rows'][string]): DatabaseContent {
  return {
    schema: {
      name: 'sizes',
      family: 'relational',
      entities: [
        {
          name: 'item',
          fields: [
            { name: 'id', type: 'integer', primaryKey: true },
            { name: 'amount', type: 'integer' },
          ],
        },
      ],
      links: [],
    },
    rows: { item: rows },
  };
}

describeEngines((engine) => {
  const pack = sqlite({ engine });

  describe('a database file', () => {
    let folder: string;
    let file: string;
    let database: Database;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'momq-test-'));
      file = join(folder, 'harbour.db');
      const engine = new Engine(file);
      engine.exec(`
      CREATE TABLE Berth (code TEXT PRIMARY KEY, depth REAL, "max length" INTEGER);
      CREATE TABLE ship (id INTEGER PRIMARY KEY, name VARCHAR(20), berth TEXT REFERENCES berth, built DATE, active BOOLEAN, seen DATETIME);
      CREATE TABLE crew (ship_id INTEGER REFERENCES ship(id), nr INTEGER, deputy_ship INTEGER, deputy_nr INTEGER, PRIMARY KEY (ship_id, nr),
        FOREIGN KEY (deputy_ship, deputy_nr) REFERENCES crew (ship_id, nr));
      CREATE VIEW old_ship AS SELECT * FROM ship WHERE built < '1990-01-01';
      INSERT INTO Berth VALUES ('A1', 7.5, 120), ('B2', 4.0, 60);
      INSERT INTO ship VALUES (1, 'Tern', 'A1', '1987-04-01', 1, '2024-01-01 10:00:00'), (2, 'Gannet', 'B2', '2004-09-15', 0, NULL);
    `);
      engine.close();
      database = await pack.openDatabase(file);
    });
    afterAll(async () => {
      await database.close();
      await rm(folder, { recursive: true });
    });

    test('tells tables, types, keys and foreign keys', async () => {
      const schema = await database.schema();
      expect(schema.name).toBe('harbour');
      expect(schema.entities.map((entity) => entity.name)).toEqual([
        'Berth',
        'ship',
        'crew',
        'old_ship',
      ]);
      expect(schema.entities[1]?.fields.map(({ name, type }) => [name, type])).toEqual([
        ['id', 'integer'],
        ['name', 'text'],
        ['berth', 'text'],
        ['built', 'date'],
        ['active', 'boolean'],
        ['seen', 'datetime'],
      ]);
      expect(
        schema.entities[2]?.fields.filter((field) => field.primaryKey).map((field) => field.name),
      ).toEqual(['ship_id', 'nr']);
      expect(
        schema.links.map(({ name, from, to }) => [name, from.fields, to.entity, to.fields]),
      ).toEqual([
        ['ship.berth', ['berth'], 'Berth', ['code']],
        ['crew.ship_id', ['ship_id'], 'ship', ['id']],
        ['crew.deputy_ship', ['deputy_ship', 'deputy_nr'], 'crew', ['ship_id', 'nr']],
      ]);
    });

    test('gives distinct values, rows with two columns of one name, and a plan', async () => {
      expect(await database.values('Berth', 'max length', { limit: 10 })).toEqual([120, 60]);
      const result = await database.query(
        'SELECT t1.name, t2.name FROM ship AS t1 JOIN ship AS t2 ON t1.id < t2.id',
      );
      expect(result).toMatchObject({
        columns: ['name', 'name'],
        rows: [['Tern', 'Gannet']],
        truncated: false,
      });
      expect(await database.explain?.('SELECT * FROM ship WHERE id = 1')).toContain('SEARCH ship');
    });

    test('reads a text in double quotes as SQLite does by default', async () => {
      expect(
        (await database.query('SELECT id FROM ship WHERE "name" = "Tern" OR name = "it\'s"')).rows,
      ).toEqual([[1]]);
      await expect(database.query('SELECT nope FROM ship')).rejects.toMatchObject({
        code: 'QUERY_EXECUTION',
      });
    });

    test('leaves the file and its folder as they were, also after a query was stopped', async () => {
      const before = await readFile(file);
      await expect(database.query(RUNAWAY, { timeoutMs: 200 })).rejects.toMatchObject({
        code: 'QUERY_TIMEOUT',
      });
      expect((await database.query('SELECT count(*) FROM ship')).rows).toEqual([[2]]);
      expect(await readFile(file)).toEqual(before);
      expect(await readdir(folder)).toEqual(['harbour.db']);
    });

    test('opens a database in WAL mode with the pages that are not in the main file yet', async (context) => {
      const wal = join(folder, 'wal.db');
      // The embedded build cannot write WAL; Python's sqlite3 can, and leaves the log when it is killed.
      const script = `import sqlite3,os;c=sqlite3.connect(${JSON.stringify(wal)});c.execute('pragma journal_mode=wal');c.execute('create table t(a)');c.execute('insert into t values(42)');c.commit();os._exit(0)`;
      try {
        execFileSync('python3', ['-c', script]);
      } catch (error) {
        context.skip(`python3 with sqlite3 is needed to write the file: ${String(error)}`);
      }
      expect(existsSync(`${wal}-wal`)).toBe(true);
      const opened = await pack.openDatabase(wal);
      expect((await opened.query('SELECT a FROM t')).rows).toEqual([[42]]);
      await opened.close();
    });
  });

  describe('what is no database', () => {
    test.each([
      ['a missing file', '/nowhere/harbour.db', /got none/],
      ['a folder', tmpdir(), /got a folder/],
    ])('%s', async (_, path, message) => {
      await expect(pack.openDatabase(path)).rejects.toMatchObject({
        code: 'DATABASE_OPEN',
        message: expect.stringMatching(message) as string,
      });
    });

    test('a file of another kind and a damaged one', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'momq-test-'));
      await writeFile(join(folder, 'notes.db'), 'some notes, no database');
      await writeFile(
        join(folder, 'torn.db'),
        Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(5000, 7)]),
      );
      await expect(pack.openDatabase(join(folder, 'notes.db'))).rejects.toThrow(
        /begins with "some notes/,
      );
      await expect(pack.openDatabase(join(folder, 'torn.db'))).rejects.toMatchObject({
        code: 'DATABASE_OPEN',
      });
      await rm(folder, { recursive: true });
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
      'SELECT 1; DROP TABLE item',
      '',
      '-- nothing',
      'DELETE FROM item',
      'WITH x AS (SELECT 1) DELETE FROM item',
      'INSERT INTO item VALUES (2, 3)',
      'UPDATE item SET amount = 0',
      'REPLACE INTO item VALUES (1, 0)',
      'CREATE TABLE other (a)',
      'CREATE TEMP TABLE other AS SELECT * FROM item',
      'DROP TABLE item',
      "ATTACH '/tmp/other.db' AS other",
      'DETACH main',
      'PRAGMA query_only = 0',
      "VACUUM INTO '/tmp/copy.db'",
      'VACUUM',
      'REINDEX',
      'ANALYZE',
      'BEGIN',
      'SAVEPOINT a',
      'EXPLAIN SELECT 1',
      "SELECT load_extension('evil.so')",
      "SELECT writefile('/tmp/x', 'y')",
    ])('%s', async (text) => {
      await expect(database.query(text)).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
      expect((await database.query('SELECT * FROM item')).rows).toEqual([[1, 5]]);
    });

    test('bad syntax is located', async () => {
      await expect(database.query('SELECT id\nFROM item WHERE = 3')).rejects.toMatchObject({
        code: 'QUERY_SYNTAX',
        line: 2,
        column: 17,
        fragment: '=',
      });
    });

    test('deeply nested text is an error, not a crash', async () => {
      const nested = `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`;
      await expect(database.query(nested)).rejects.toMatchObject({
        code: expect.stringMatching(/^QUERY_/) as string,
      });
    });
  });

  describe('limits', () => {
    test('a runaway query stops in time and the database answers again', async () => {
      const database = await pack.createDatabase(content([[1, 5]]));
      const started = performance.now();
      await expect(database.query(RUNAWAY, { timeoutMs: 400 })).rejects.toMatchObject({
        code: 'QUERY_TIMEOUT',
      });
      const elapsed = performance.now() - started;
      expect(elapsed).toBeGreaterThanOrEqual(390);
      expect(elapsed).toBeLessThan(20_000);
      expect((await database.query('SELECT amount FROM item')).rows).toEqual([[5]]);
      await database.close();
      await expect(database.query('SELECT 1')).rejects.toMatchObject({
        code: 'DATABASE_CLOSED',
      });
    });

    test('maxRows cuts and says so', async () => {
      const database = await pack.createDatabase(
        content(Array.from({ length: 7000 }, (_, index) => [index, index])),
      );
      const cut = await database.query('SELECT id FROM item ORDER BY id', { maxRows: 3 });
      expect([cut.rows, cut.truncated]).toEqual([[[0], [1], [2]], true]);
      const whole = await database.query('SELECT count(*), sum(amount) FROM item', { maxRows: 1 });
      expect([whole.rows, whole.truncated]).toEqual([[[7000, 24_496_500]], false]);
      expect((await database.query('SELECT id FROM item')).rows).toHaveLength(1000);
      await database.close();
    });

    test('several databases are open at once', async () => {
      const databases = await Promise.all(
        [1, 2, 3].map((amount) => pack.createDatabase(content([[1, amount]]))),
      );
      const results = await Promise.all(
        databases.map((database) => database.query('SELECT amount FROM item')),
      );
      expect(results.map(({ rows }) => rows[0]?.[0])).toEqual([1, 2, 3]);
      await Promise.all(databases.map((database) => database.close()));
    });
  });

  describe('content', () => {
    test('integers beyond 2^53 stay exact', async () => {
      const database = await pack.createDatabase(content([[1, 9_007_199_254_740_993n]]));
      expect((await database.query('SELECT amount, amount - 1 FROM item')).rows).toEqual([
        [9_007_199_254_740_993n, 9_007_199_254_740_992n],
      ]);
      await database.close();
    });

    test('a column with values outside its type becomes text, a key with repeats none', async () => {
      const database = await pack.createDatabase(
        content([
          [1, 'many'],
          [1, 7],
        ]),
      );
      const [item] = (await database.schema()).entities;
      expect(item?.fields).toEqual([
        { name: 'id', type: 'integer', nativeType: 'INTEGER', samples: [1] },
        { name: 'amount', type: 'text', nativeType: 'TEXT', samples: ['many', '7'] },
      ]);
      expect((await database.query('SELECT amount FROM item')).rows).toEqual([['many'], ['7']]);
      await database.close();
    });

    test('a row of the wrong length is an error', async () => {
      await expect(pack.createDatabase(content([[1]]))).rejects.toThrow(
        /expected rows of 2 values in item, got 1/,
      );
    });
  });
});
