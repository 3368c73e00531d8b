/** Hostile statements and tricky reads on real engines: nothing changes, nothing outside the database is read, and reads run. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, QueryResult } from '@momq/dialect';
import pg from 'pg';
import { postgres } from './index.js';
import { corpus } from './testing/corpus.js';
import { actingExtensions, shopTables, stateOfServer, trapObjects } from './testing/guard-sql.js';
import { serverPrograms, startTestServer } from './testing/postgres-test-server.js';
import type { TestServer } from './testing/postgres-test-server.js';

const hostile = corpus('hostile-statements');
const reads = corpus('legitimate-reads');
const programs = serverPrograms();
const pack = postgres();

/** Files that a statement of the corpus would leave. */
const traces = ['export', 'copy', 'program'].map((name) => `/tmp/momq_hostile_${name}`);

test('the corpora are large', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(400);
  expect(new Set(hostile).size).toBe(hostile.length);
  expect(reads.length).toBeGreaterThanOrEqual(200);
});

/** Runs all of them, four at a time as a server takes them. */
async function each(
  database: Database,
  statements: readonly string[],
  settled: (text: string, result: PromiseSettledResult<QueryResult>) => void,
): Promise<void> {
  const open = [...statements];
  const worker = async (): Promise<void> => {
    for (let text = open.shift(); text !== undefined; text = open.shift()) {
      const [result] = await Promise.allSettled([database.query(text, { timeoutMs: 30_000 })]);
      settled(text, result);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
}

/** Statements that ran, with what they gave, and those that failed in another way than refused or with the engine's words. */
async function thatRun(database: Database, statements: readonly string[]): Promise<string[]> {
  const ran: string[] = [];
  await each(database, statements, (text, result) => {
    if (result.status === 'fulfilled')
      ran.push(`${text} → ${JSON.stringify(result.value.rows[0])}`);
    else if (!/^QUERY_(REFUSED|SYNTAX|EXECUTION)$/.test((result.reason as { code: string }).code))
      ran.push(`${text} → ${String(result.reason)}`);
  });
  return ran;
}

/** Reads that failed, with their errors. */
async function thatFail(database: Database, statements: readonly string[]): Promise<string[]> {
  const failed: string[] = [];
  await each(database, statements, (text, result) => {
    if (result.status === 'rejected') failed.push(`${text} → ${String(result.reason)}`);
  });
  return failed;
}

describe.skipIf(programs === undefined)(
  `a PostgreSQL server (${programs ?? 'skipped: no initdb and postgres on this machine'})`,
  () => {
    let server: TestServer;
    let victim: pg.Client;
    let heard = 0;

    beforeAll(async () => {
      server = await startTestServer(programs ?? '');
      await server.execute('CREATE DATABASE reads');
      await server.execute(shopTables, 'reads');
      await server.execute(shopTables);
      await server.execute(trapObjects);
      const available = await server.rows('SELECT name FROM pg_available_extensions');
      for (const extension of actingExtensions) {
        if (available.some(([name]) => name === extension))
          await server.execute(`CREATE EXTENSION "${extension}"`);
      }
      await server.execute(
        "CREATE EXTENSION IF NOT EXISTS citext; CREATE TABLE tags (tag citext); INSERT INTO tags VALUES ('Red'); GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
        'reads',
      );
      victim = new pg.Client(`${server.url('postgres')}?application_name=victim`);
      victim.on('error', () => undefined);
      victim.on('notification', () => (heard += 1));
      await victim.connect();
      await victim.query('LISTEN channel_a; LISTEN a');
    });
    afterAll(async () => {
      await (victim as pg.Client | undefined)?.end();
      await server.stop();
    });

    test.each(['postgres', 'reader'])(
      'hostile statements as %s',
      async (role) => {
        const database = await pack.openDatabase(server.url(role));
        const { processID } = victim as unknown as { processID: number };
        const before = await server.rows(stateOfServer);
        const ran = await thatRun(
          database,
          hostile.map((text) => text.replaceAll('$victim', String(processID))),
        );
        expect(ran).toEqual([]);
        expect(await server.rows(stateOfServer)).toEqual(before);
        expect(heard).toBe(0);
        expect(traces.filter((file) => existsSync(file))).toEqual([]);
        await database.close();
      },
      600_000,
    );

    test('text is read as the parser read it, whatever the role has set', async () => {
      await server.execute(
        'CREATE ROLE tricky LOGIN; ALTER ROLE tricky SET standard_conforming_strings = off; ALTER ROLE tricky SET search_path = evil, public; GRANT USAGE ON SCHEMA evil TO tricky',
      );
      await server.execute(
        "CREATE FUNCTION evil.count(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
      );
      const database = await pack.openDatabase(server.url('tricky'));
      await expect(database.query("SELECT '\\', 5, ' --'")).resolves.toMatchObject({
        rows: [['\\', 5, ' --']],
      });
      const oneText = "SELECT '\\'', pg_advisory_lock(9191)::text --'";
      await expect(database.query(oneText)).resolves.toMatchObject({
        rows: [["\\', pg_advisory_lock(9191)::text --"]],
      });
      await expect(database.query('SELECT count(1)')).rejects.toMatchObject({
        code: 'QUERY_REFUSED',
      });
      await database.close();
    });

    test('limits are numbers', async () => {
      const database = await pack.openDatabase(server.url('postgres'));
      const limits = [
        { maxRows: '1 FROM momq_rows; ROLLBACK; DELETE FROM orders WHERE id=3; --' },
        { timeoutMs: 0 },
        { timeoutMs: 3e9 },
        { maxBytes: -1 },
      ];
      for (const options of limits) {
        await expect(database.query('SELECT 1', options as never)).rejects.toMatchObject({
          code: 'CONFIG_INVALID',
        });
        await expect(database.explain?.('SELECT 1', options as never)).rejects.toMatchObject({
          code: 'CONFIG_INVALID',
        });
      }
      expect((await database.query('SELECT count(*) FROM orders')).rows).toEqual([[6]]);
      await database.close();
    });

    test('the user allows by name', async () => {
      const database = await postgres({
        allowFunctions: ['hidden.locker', 'differ', 'sneak_row'],
      }).openDatabase(server.url('postgres'));
      expect((await database.query('SELECT hidden.locker(), 1 === 2')).rows).toEqual([[1, true]]);
      expect((await database.query('SELECT c.sneak_row FROM customers c LIMIT 1')).rows).toEqual([
        [1],
      ]);
      await expect(database.query('SELECT sneak()')).rejects.toThrow(/allowFunctions/);
      // What was allowed took a lock; it does not outlive the query.
      expect(
        await server.rows("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"),
      ).toEqual([['0']]);
      await database.close();
      expect(() => postgres({ allowFunctions: 'f' as never })).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID' }) as Error,
      );
    });

    test.each(['postgres', 'reader'])(
      'tricky reads as %s',
      async (role) => {
        const database = await pack.openDatabase(server.url(role).replace(/postgres$/, 'reads'));
        const failed = await thatFail(database, [
          ...reads,
          "SELECT * FROM tags WHERE tag = 'RED'",
          'SELECT tag, count(*) FROM tags GROUP BY tag',
        ]);
        expect(failed).toEqual([]);
        await database.close();
      },
      600_000,
    );
  },
);

describe('the embedded engine', () => {
  let database: Database;
  beforeAll(async () => {
    database = await pack.createDatabase(shop);
  });
  afterAll(() => database.close());

  test('hostile statements', async () => {
    const state =
      'SELECT (SELECT count(*) FROM pg_class), (SELECT sum(id) FROM orders), (SELECT string_agg(o::text, $$,$$ ORDER BY id) FROM orders o)';
    const before = await database.query(state);
    expect(
      await thatRun(
        database,
        hostile.map((text) => text.replaceAll('$victim', '1')),
      ),
    ).toEqual([]);
    expect((await database.query(state)).rows).toEqual(before.rows);
    expect(traces.filter((file) => existsSync(file))).toEqual([]);
  }, 600_000);

  test('tricky reads', async () => {
    // Its tables are not in `public`, and it is built without libxml.
    const possible = reads.filter((text) => !/public|xml/i.test(text));
    expect(possible.length).toBeGreaterThanOrEqual(200);
    const failed = await thatFail(database, possible);
    expect(failed).toEqual([]);
  }, 600_000);
});

const shop = {
  schema: {
    name: 'shop',
    family: 'relational' as const,
    entities: [
      {
        name: 'customers',
        fields: [
          { name: 'id', type: 'integer' as const, primaryKey: true },
          ...['name', 'country'].map((name) => ({ name, type: 'text' as const })),
          { name: 'age', type: 'integer' as const },
          { name: 'active', type: 'boolean' as const },
        ],
      },
      {
        name: 'orders',
        fields: [
          { name: 'id', type: 'integer' as const, primaryKey: true },
          { name: 'customer_id', type: 'integer' as const },
          { name: 'total', type: 'real' as const },
          { name: 'placed_at', type: 'datetime' as const },
          { name: 'status', type: 'text' as const },
        ],
      },
      {
        name: 'products',
        fields: [
          { name: 'id', type: 'integer' as const, primaryKey: true },
          { name: 'name', type: 'text' as const },
          { name: 'price', type: 'real' as const },
          { name: 'discount', type: 'text' as const },
        ],
      },
    ],
    links: [],
  },
  rows: {
    customers: [
      [1, 'José Álvarez', 'Spain', 40, true],
      [2, 'Ann Lee', 'Germany', 35, false],
      [3, 'Bob Ray', null, 28, true],
    ],
    orders: [
      [1, 1, 10, '2023-05-01 09:30:00', 'open'],
      [2, 1, 20, '2023-05-01 18:00:00', 'shipped'],
    ],
    products: [
      [1, 'Lamp', 30, '50% off'],
      [2, 'Desk', null, '500 off'],
    ],
  },
};
