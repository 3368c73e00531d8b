/** A real MariaDB server: schema, values, limits, errors. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@momq/dialect';
import { mysql } from './index.js';
import { serverRoot, startTestServer, withoutServer } from './testing/mariadb-test-server.js';
import type { TestServer } from './testing/mariadb-test-server.js';

const pack = mysql();
const root = serverRoot();

const SHOP = [
  'CREATE DATABASE shop CHARACTER SET utf8mb4',
  `CREATE TABLE shop.customer (
     id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
     name varchar(40) NOT NULL COMMENT 'as on the passport',
     status enum('new', 'it''s old') DEFAULT 'new',
     active tinyint(1),
     balance decimal(30, 10),
     born date,
     seen timestamp NULL,
     since year,
     picture blob,
     name_length int GENERATED ALWAYS AS (CHAR_LENGTH(name)) STORED
   ) COMMENT 'people who bought'`,
  `CREATE TABLE shop.\`order\` (
     customer_id int unsigned, line int, big bigint unsigned, ratio double, bits bit(12), at time, doc json,
     PRIMARY KEY (customer_id, line),
     FOREIGN KEY (customer_id) REFERENCES shop.customer (id)
   )`,
  'CREATE VIEW shop.busy AS SELECT customer_id, COUNT(*) AS orders FROM shop.`order` GROUP BY customer_id',
  `INSERT INTO shop.customer (id, name, status, active, balance, born, seen, since, picture) VALUES
     (1, 'Zoë', 'new', 1, 12345678901234567890.1234567890, '2000-02-29', '2024-05-31 12:00:00', 1999, x'00ff'),
     (2, 'Yann', 'it''s old', 0, 0.5, NULL, NULL, NULL, NULL)`,
  `INSERT INTO shop.\`order\` VALUES (1, 1, 18446744073709551615, 0.1, b'101010101010', '-12:30:00', '{"a": 1}'), (1, 2, 5, -1e300, NULL, NULL, NULL)`,
  "CREATE USER reader@'%' IDENTIFIED BY 's3cr/et@x'",
  "GRANT SELECT ON shop.* TO reader@'%'",
];

describe.skipIf(root === undefined)(root === undefined ? withoutServer : 'MariaDB', () => {
  let server: TestServer;
  let database: Database;
  beforeAll(async () => {
    server = await startTestServer(root ?? '');
    await server.execute("SET time_zone = '+00:00'", ...SHOP);
    database = await pack.openDatabase(server.url('root', 'shop'));
  }, 120_000);
  afterAll(async () => {
    await database.close();
    await server.stop();
  });

  test.each([
    [
      "SELECT * FROM customer WHERE balance > 'rich'",
      /expected a number to compare balance \(decimal/,
    ],
    ["SELECT * FROM customer c WHERE c.born < 'long ago'", /expected a date to compare c\.born/],
    ['SELECT * FROM customer WHERE seen > 1999', /YEAR\(seen\)/],
    ['SELECT * FROM customer WHERE name = 0', /expected a text to compare name/],
    ['SELECT * FROM customer WHERE status = 1', /expected a text to compare status/],
    ['SELECT nam FROM customer', /Unknown column 'nam'.*Did you mean name\?/],
    ['SELECT * FROM custmer', /custmer.*Did you mean customer\?/],
  ])('%s is told, with what may be meant', async (text, message) => {
    const error: unknown = await database.query(text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'QUERY_EXECUTION',
      message: expect.stringMatching(message),
    });
  });

  test('a table that changed since the schema was read is seen', async () => {
    await database.schema();
    await server.execute('CREATE TABLE shop.note (mark int)');
    try {
      expect((await database.query("SELECT * FROM note WHERE mark = '7'")).rows).toEqual([]);
      await expect(database.query("SELECT * FROM note WHERE mark = 'x'")).resolves.toBeDefined();
      await database.schema({ refresh: true });
      await expect(database.query("SELECT * FROM note WHERE mark = 'x'")).rejects.toThrow(/number/);
      await server.execute('ALTER TABLE shop.note MODIFY mark varchar(9)');
      expect((await database.query("SELECT * FROM note WHERE mark = 'x'")).rows).toEqual([]);
    } finally {
      await server.execute('DROP TABLE shop.note');
      await database.schema({ refresh: true });
    }
  });

  test('the schema has tables, views, keys, comments, enums, generated columns and counts', async () => {
    const { entities, links } = await database.schema();
    expect(
      entities.map(({ name, kind, rowCount, comment }) => [name, kind, rowCount, comment]),
    ).toEqual([
      ['busy', 'view', undefined, undefined],
      ['customer', undefined, 2, 'people who bought'],
      ['order', undefined, 2, undefined],
    ]);
    const [, customer, order] = entities;
    const field = (name: string) => customer?.fields.find((each) => each.name === name);
    expect(customer?.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'id integer',
      'name text',
      'status text',
      'active boolean',
      'balance real',
      'born date',
      'seen datetime',
      'since integer',
      'picture other',
      'name_length integer',
    ]);
    expect(field('id')).toMatchObject({ primaryKey: true, nullable: false });
    expect(field('name')).toMatchObject({
      comment: 'as on the passport',
      samples: ['Zoë', 'Yann'],
    });
    expect(field('status')?.allowedValues).toEqual(['new', "it's old"]);
    expect(field('since')?.temporal).toBe('year');
    expect(field('name_length')?.generated).toBe(true);
    expect(order?.fields.filter((each) => each.primaryKey).map(({ name }) => name)).toEqual([
      'customer_id',
      'line',
    ]);
    expect(links.map(({ from, to }) => [from, to])).toEqual([
      [
        { entity: 'order', fields: ['customer_id'] },
        { entity: 'customer', fields: ['id'] },
      ],
    ]);
  });

  test('values come without loss', async () => {
    const { rows, columnTypes } = await database.query(
      'SELECT balance, born, seen, picture, big, ratio, bits, at, doc FROM customer JOIN `order` ON customer_id = id ORDER BY line',
    );
    expect(rows).toEqual([
      [
        '12345678901234567890.1234567890',
        '2000-02-29',
        '2024-05-31 12:00:00',
        '\\x00ff',
        18446744073709551615n,
        0.1,
        2730,
        '-12:30:00',
        '{"a": 1}',
      ],
      [
        '12345678901234567890.1234567890',
        '2000-02-29',
        '2024-05-31 12:00:00',
        '\\x00ff',
        5,
        -1e300,
        null,
        null,
        null,
      ],
    ]);
    expect(columnTypes.slice(0, 6)).toEqual([
      'real',
      'date',
      'datetime',
      'other',
      'integer',
      'real',
    ]);
  });

  test('parameters are values, whatever they look like', async () => {
    const parameters = ["'; DROP TABLE customer; -- \\", 5, null, true, 9007199254740993n];
    const { rows } = await database.query('SELECT ?, ? + 1, ?, ?, ? = 9007199254740993', {
      parameters,
    });
    expect(rows).toEqual([["'; DROP TABLE customer; -- \\", 6, null, 1, 1]]);
    await expect(database.query('SELECT ?')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  const endless = `SELECT SUM(a.seq) FROM ${'abcdefgh'
    .split('')
    .map((name) => `numbers ${name}`)
    .join(', ')}`;

  /** How many of them the server runs. */
  const busy = async (): Promise<number> =>
    (
      await server.rows(
        "SELECT 1 FROM information_schema.processlist WHERE info LIKE 'SELECT SUM(a.seq)%'",
      )
    ).length;

  test('time limits and signals stop the server, not only the waiting', async () => {
    await server.execute('CREATE TABLE shop.numbers AS SELECT seq FROM seq_1_to_200');
    await expect(database.query(endless, { timeoutMs: 300 })).rejects.toMatchObject({
      code: 'QUERY_TIMEOUT',
    });
    const reason = new Error('no longer wanted');
    const abort = new AbortController();
    setTimeout(() => abort.abort(reason), 200);
    await expect(database.query(endless, { signal: abort.signal })).rejects.toBe(reason);
    const stream = database.stream(endless, { timeoutMs: 300 })[Symbol.asyncIterator]();
    await expect(stream.next()).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
    for (let attempt = 0; (await busy()) > 0 && attempt < 50; attempt += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await busy()).toBe(0);
    expect((await database.query('SELECT 1')).rows).toEqual([[1]]);
  }, 30_000);

  test('limits cut rows and bytes; millions of rows are not read', async () => {
    const all = 'SELECT a.seq, b.seq FROM numbers a, numbers b, numbers c, numbers d';
    const cut = await database.query(all, { maxRows: 100 });
    expect([cut.rows.length, cut.truncatedBy]).toEqual([100, 'rows']);
    const explicit = await database.query(`${all} LIMIT 10000000`, { maxRows: 100 });
    expect([explicit.rows.length, explicit.truncatedBy]).toEqual([100, 'rows']);
    const sending = async (): Promise<number> =>
      (
        await server.rows(
          "SELECT 1 FROM information_schema.processlist WHERE info LIKE '% LIMIT 10000000'",
        )
      ).length;
    for (let attempt = 0; (await sending()) > 0 && attempt < 5; attempt += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await sending()).toBe(0);
    expect((await database.query('SELECT seq FROM numbers', { maxBytes: 20 })).truncatedBy).toBe(
      'bytes',
    );
    expect(
      (await database.query('SELECT seq FROM numbers LIMIT 5', { maxRows: 5 })).truncated,
    ).toBe(false);
  });

  test('a stream ends at its limit, and the server with it', async () => {
    const text = `SELECT a.seq FROM numbers a, numbers b WHERE b.seq <= 20 UNION ALL ${endless}`;
    let rows = 0;
    for await (const batch of database.stream(text, { maxRows: 5 })) rows += batch.rows.length;
    expect(rows).toBe(5);
    const working = async (): Promise<number> =>
      (
        await server.rows(
          "SELECT 1 FROM information_schema.processlist WHERE info LIKE 'SELECT a.seq% UNION ALL %'",
        )
      ).length;
    for (let attempt = 0; (await working()) > 0 && attempt < 50; attempt += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await working()).toBe(0);
  });

  test('a stream gives every row, and may be left early', async () => {
    let rows = 0;
    for await (const batch of database.stream('SELECT a.seq FROM numbers a, numbers b'))
      rows += batch.rows.length;
    expect(rows).toBe(40_000);
    for await (const batch of database.stream(
      'SELECT a.seq FROM numbers a, numbers b, numbers c',
    )) {
      expect(batch.rows.length).toBeGreaterThan(0);
      break;
    }
    await expect(
      (async () => {
        for await (const batch of database.stream('SELECT nothing FROM numbers'))
          expect(batch).toBeDefined();
      })(),
    ).rejects.toMatchObject({ code: 'QUERY_EXECUTION' });
  });

  test('a connection that was killed is made again', async () => {
    await database.query('SELECT 1');
    const ids = await server.rows(
      "SELECT id FROM information_schema.processlist WHERE db = 'shop'",
    );
    expect(ids.length).toBeGreaterThan(0);
    await server.execute(...ids.map(([id]) => `KILL ${String(id)}`));
    expect((await database.query('SELECT 2')).rows).toEqual([[2]]);
  });

  test('an account with a password of signs reads; a wrong one is never shown', async () => {
    const url = (password: string): string => server.url(`reader:${password}`, 'shop');
    const reader = await pack.openDatabase(url('s3cr%2Fet%40x'));
    expect((await reader.query('SELECT COUNT(*) FROM customer')).rows).toEqual([[2]]);
    await reader.close();
    const refused = await pack
      .openDatabase(url('hunter2'))
      .catch((error: unknown) => error as Error);
    expect(refused).toMatchObject({ code: 'DATABASE_OPEN' });
    expect(String((refused as Error).message)).not.toContain('hunter2');
    await expect(pack.openDatabase(url('s3cr/et@x'))).rejects.toMatchObject({
      code: 'DATABASE_OPEN',
    });
  });

  test('plans and values', async () => {
    expect(await database.explain?.('SELECT * FROM customer WHERE id = 1')).toContain('PRIMARY');
    expect(await database.values('customer', 'name', { limit: 5, equalTo: ['YANN'] })).toEqual([
      'Yann',
    ]);
    expect([...(await database.values('order', 'line', { limit: 5 }))].sort()).toEqual([1, 2]);
  });

  test.each([
    ['a megabyte', `SELECT 1 /* ${'x'.repeat(1_000_000)} */`, 'QUERY_SYNTAX'],
    ['200,000 characters', `SELECT CHAR_LENGTH('${'é'.repeat(200_000)}')`, [[200_000]]],
    ['10,000 parentheses', `SELECT ${'('.repeat(10_000)}1${')'.repeat(10_000)}`, 'QUERY_SYNTAX'],
    ['U+0000 inside a text', "SELECT HEX('a\u0000b')", [['610062']]],
    ['U+0000 elsewhere', 'SELECT 1\u0000', 'QUERY_SYNTAX'],
    ['half a pair of UTF-16', "SELECT HEX('\ud800')", [['EFBFBD']]],
    ['bytes that are no UTF-8', "SELECT HEX(CONVERT(x'61ff62' USING utf8mb4))", [['613F62']]],
  ] as const)('%s: an answer or a coded error', async (_, text, expected) => {
    const answer = database.query(text);
    if (typeof expected === 'string')
      await expect(answer).rejects.toMatchObject({ code: expected });
    else expect((await answer).rows).toEqual(expected);
  });

  test('a server that dies ends queries and streams with coded errors', async () => {
    const running = [
      database.query(endless),
      database.stream(endless)[Symbol.asyncIterator]().next(),
    ].map((each) => each.catch((error: unknown) => error));
    for (let attempt = 0; (await busy()) < 2 && attempt < 50; attempt += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    await server.crash();
    const [query, stream] = await Promise.all(running);
    expect(query).toMatchObject({ code: 'DATABASE_OPEN' }); // it was asked again
    expect(stream).toMatchObject({ code: 'QUERY_EXECUTION' });
    await expect(database.query('SELECT 1')).rejects.toMatchObject({ code: 'DATABASE_OPEN' });
  });
});
