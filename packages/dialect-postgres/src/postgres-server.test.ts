import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@momq/dialect';
import { postgres } from './index.js';
import { serverPrograms, startTestServer } from './testing/postgres-test-server.js';
import type { TestServer } from './testing/postgres-test-server.js';

const pack = postgres();
const programs = serverPrograms();

describe.skipIf(programs === undefined)(
  `a PostgreSQL server (${programs ?? 'skipped: no initdb and postgres on this machine'})`,
  () => {
    let server: TestServer;
    let database: Database;

    beforeAll(async () => {
      server = await startTestServer(programs ?? '');
      await server.execute(`
      CREATE TYPE mood AS ENUM ('calm', 'rough');
      CREATE TABLE harbour (country char(2), code integer, name varchar(30) NOT NULL, PRIMARY KEY (country, code));
      CREATE TABLE "Ship" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, country char(2), code integer, sister bigint REFERENCES "Ship",
        price numeric(12, 2), launched date, seen timestamptz, tags text[], sea mood, active boolean, FOREIGN KEY (country, code) REFERENCES harbour);
      CREATE VIEW active_ship AS SELECT id, name FROM "Ship" WHERE active;
      CREATE SCHEMA hidden; CREATE TABLE hidden.secret (a int);
      CREATE SEQUENCE counter;
      CREATE FUNCTION sneak() RETURNS int LANGUAGE plpgsql VOLATILE AS $$ BEGIN INSERT INTO harbour VALUES ('XX', 1, 'made'); RETURN 1; END $$;
      INSERT INTO harbour VALUES ('EE', 1, 'Tallinn'), ('FI', 1, 'Hanko');
      INSERT INTO "Ship" (name, country, code, price, launched, seen, tags, sea, active) VALUES
        ('Tern', 'EE', 1, 12500.50, '1987-04-01', '2024-01-01 10:00:00+00', ARRAY['old', 'wooden'], 'calm', true),
        ('Gannet', 'FI', 1, NULL, NULL, NULL, NULL, 'rough', false);
      CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
    `);
      // The superuser is the hardest case: the server itself would allow it everything.
      database = await pack.openDatabase(server.url('postgres'));
    });
    afterAll(async () => {
      await database.close();
      await server.stop();
    });

    test('whoever logs a database does not log its password', async () => {
      const url = server.url('reader').replace('reader@', 'reader:hunter2@');
      const logged = await pack.openDatabase(url);
      await logged.query('SELECT 1');
      expect(inspect(logged, { depth: 20 })).not.toContain('hunter2');
      await logged.close();
      expect(JSON.stringify(logged)).not.toContain('hunter2');
    });

    test('tells tables, types, keys and foreign keys', async () => {
      const schema = await database.schema();
      expect(schema.name).toBe('postgres');
      expect(schema.entities.map((entity) => entity.name)).toEqual([
        'harbour',
        'Ship',
        'active_ship',
        'hidden.secret',
      ]);
      const field = { nullable: false };
      expect(schema.entities[0]?.fields).toEqual([
        { ...field, name: 'country', type: 'text', nativeType: 'character(2)', primaryKey: true },
        { ...field, name: 'code', type: 'integer', nativeType: 'integer', primaryKey: true },
        { ...field, name: 'name', type: 'text', nativeType: 'character varying(30)' },
      ]);
      expect(schema.entities[1]?.fields.map((field) => field.type)).toEqual([
        'integer',
        'text',
        'text',
        'integer',
        'integer',
        'real',
        'date',
        'datetime',
        'other',
        'text',
        'boolean',
      ]);
      expect(
        schema.links.map(({ name, from, to }) => [name, from.fields, to.entity, to.fields]),
      ).toEqual([
        ['Ship.sister', ['sister'], 'Ship', ['id']],
        ['Ship.country', ['country', 'code'], 'harbour', ['country', 'code']],
      ]);
    });

    test('rows, values and a plan', async () => {
      const { rows } = await database.query(
        "SELECT id, price, launched, seen AT TIME ZONE 'UTC', tags, sea, active FROM \"Ship\" WHERE name = 'Tern'",
      );
      expect(rows).toEqual([
        [1, 12500.5, '1987-04-01', '2024-01-01 10:00:00', ['old', 'wooden'], 'calm', true],
      ]);
      expect(await database.values('harbour', 'name', { limit: 10 })).toEqual(
        expect.arrayContaining(['Tallinn', 'Hanko']),
      );
      expect(await database.explain?.('SELECT * FROM harbour')).toContain('Seq Scan on harbour');
      const cut = await database.query('SELECT * FROM generate_series(1, 1000000) AS x', {
        maxRows: 2,
      });
      expect([cut.rows, cut.truncated]).toEqual([[[1], [2]], true]);
    });

    test('logical queries run as they do embedded', async () => {
      const schema = await database.schema();
      const ship = { entity: 'Ship', instance: 0 };
      const text = pack.language.render(
        {
          kind: 'select',
          from: [
            ship,
            {
              entity: 'harbour',
              instance: 0,
              join: { kind: 'link', link: 'Ship.country', with: ship, optional: false },
            },
          ],
          distinct: false,
          select: [
            { kind: 'field', ...ship, field: 'name' },
            { kind: 'field', entity: 'harbour', instance: 0, field: 'name' },
          ],
          groupBy: [],
          orderBy: [{ expression: { kind: 'field', ...ship, field: 'price' }, descending: true }],
        },
        schema,
      );
      expect((await database.query(text)).rows).toEqual([
        ['Tern', 'Tallinn'],
        ['Gannet', 'Hanko'],
      ]);
    });

    test.each([
      ["SELECT setval('counter', 9)", 'QUERY_REFUSED'],
      ['DELETE FROM harbour', 'QUERY_REFUSED'],
      ['SELECT 1; DELETE FROM harbour', 'QUERY_REFUSED'],
      ["COPY harbour TO PROGRAM 'touch /tmp/x'", 'QUERY_REFUSED'],
      ["SELECT pg_read_file('/etc/passwd')", 'QUERY_REFUSED'],
      ["SELECT set_config('transaction_read_only', 'off', false)", 'QUERY_REFUSED'],
      ['SELECT sneak()', 'QUERY_REFUSED'],
      ['SELECT * FROM harbour WHERE sneak() = 1', 'QUERY_REFUSED'],
    ])('%s → %s, and nothing changes', async (text, code) => {
      await expect(database.query(text)).rejects.toMatchObject({ code });
      expect(
        (await database.query('SELECT (SELECT count(*) FROM harbour), last_value FROM counter'))
          .rows,
      ).toEqual([[2, 1]]);
    });

    test.each([
      'SELECT pg_sleep(60)',
      'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT 1 FROM c) SELECT count(*) FROM c',
    ])('%s stops in time', async (text) => {
      const started = performance.now();
      await expect(database.query(text, { timeoutMs: 300 })).rejects.toMatchObject({
        code: 'QUERY_TIMEOUT',
      });
      const elapsed = performance.now() - started;
      expect(elapsed).toBeGreaterThanOrEqual(290);
      expect(elapsed).toBeLessThan(20_000);
      expect((await database.query('SELECT 1')).rows).toEqual([[1]]);
    });

    test('a role without rights gets the server’s answer', async () => {
      const reader = await pack.openDatabase(server.url('reader'));
      expect((await reader.query('SELECT count(*) FROM harbour')).rows).toEqual([[2]]);
      await expect(reader.query('SELECT * FROM hidden.secret')).rejects.toThrow(
        /permission denied/,
      );
      await reader.close();
    });

    test('a lost connection is made again', async () => {
      const other = await pack.openDatabase(server.url('reader'));
      await server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'",
      );
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect((await other.query('SELECT 1')).rows).toEqual([[1]]);
      await other.close();
    });

    /** Processes of the server that do something for the pack. */
    const busy = (what: string) =>
      server.rows(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'momq' AND state <> 'idle' AND query LIKE '${what}'`,
      );

    const soon = async (condition: () => Promise<boolean>): Promise<void> => {
      for (let attempt = 0; !(await condition()) && attempt < 50; attempt += 1)
        await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await condition()).toBe(true);
    };

    const millions =
      'SELECT a, b FROM generate_series(1, 10000) AS a, generate_series(1, 10000) AS b';

    test('rows beyond the limit, and of a stream that is left, are not read', async () => {
      const { rows, truncatedBy } = await database.query(millions, { maxRows: 100 });
      expect([rows.length, truncatedBy]).toEqual([100, 'rows']);
      for await (const batch of database.stream(millions)) {
        expect(batch.rows.length).toBeGreaterThan(0);
        break;
      }
      await soon(async () => (await busy('%')).length === 0);
    });

    test('a server that dies ends queries and streams with coded errors', async () => {
      const endless = `SELECT count(*) FROM (${millions}) AS m, generate_series(1, 10000) AS c`;
      const running = [
        database.query(endless, { timeoutMs: 60_000 }),
        database.stream(endless, { timeoutMs: 60_000 })[Symbol.asyncIterator]().next(),
      ].map((each) => each.catch((error: unknown) => error));
      await soon(async () => (await busy('FETCH%')).length === 2);
      // One process that dies like this makes the server end all connections, and start again.
      process.kill(Number((await busy('FETCH%'))[0]?.[0]), 'SIGKILL');
      for (const error of await Promise.all(running))
        expect(error).toMatchObject({ code: 'QUERY_EXECUTION' });
      await soon(() =>
        database.query('SELECT 1').then(
          () => true,
          () => false,
        ),
      );
    });

    test('an unknown database', async () => {
      await expect(
        pack.openDatabase(server.url('postgres').replace(/postgres$/, 'nowhere')),
      ).rejects.toMatchObject({
        code: 'DATABASE_OPEN',
        message: expect.stringMatching(/database "nowhere" does not exist/) as string,
      });
    });
  },
);

test('an unreachable server; the password stays out of the message', async () => {
  const opening = pack.openDatabase('postgres://me:secret@127.0.0.1:1/x');
  await expect(opening).rejects.toMatchObject({
    code: 'DATABASE_OPEN',
    message: expect.stringMatching(/127\.0\.0\.1:1\/x, got: .*ECONNREFUSED/) as string,
  });
  await expect(opening).rejects.not.toThrow(/secret/);
});

test('recognises its URLs', () => {
  expect(
    ['postgres://h/d', 'postgresql://h/d', 'mysql://h/d', 'file.db'].map((source) =>
      pack.recognises(source),
    ),
  ).toEqual([true, true, false, false]);
});
