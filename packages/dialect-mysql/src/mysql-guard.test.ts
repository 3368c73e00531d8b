/** Hostile statements and legitimate reads, on a real MariaDB as superuser and on the embedded engine. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MoMQError } from '@momq/dialect';
import type { Database } from '@momq/dialect';
import { harbour } from '@momq/dialect-kit';
import { mysql } from './index.js';
import { MysqlConnection } from './server/mysql-connection.js';
import { corpus } from './testing/corpus.js';
import { contentStatements } from './testing/load-content.js';
import { serverRoot, startTestServer, withoutServer } from './testing/mariadb-test-server.js';
import type { TestServer } from './testing/mariadb-test-server.js';

const pack = mysql();
const hostile = corpus('hostile-statements.txt');
const reads = corpus('legitimate-reads.txt');

test('the corpora are as large as they should be', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(570);
  expect(new Set(hostile).size).toBe(hostile.length);
  expect(reads.length).toBeGreaterThanOrEqual(110);
});

/** Statements that the database ran, with what they gave. */
async function thatRan(database: Database, statements: readonly string[]): Promise<string[]> {
  const ran: string[] = [];
  for (const text of statements) {
    try {
      const { rows } = await database.query(text, { timeoutMs: 1000 });
      ran.push(`${text} → ${JSON.stringify(rows)}`);
    } catch (error) {
      const code = MoMQError.isInstance(error) ? error.code : String(error);
      if (code !== 'QUERY_REFUSED' && code !== 'QUERY_SYNTAX') ran.push(`${text} → ${code}`);
    }
  }
  return ran;
}

/** Reads that did not run, with the reason. */
async function thatFailed(database: Database, statements: readonly string[]): Promise<string[]> {
  const failed: string[] = [];
  for (const text of statements) {
    try {
      await database.query(text);
    } catch (error) {
      failed.push(`${text} → ${(error as Error).message}`);
    }
  }
  return failed;
}

describe('embedded', () => {
  let database: Database;
  beforeAll(async () => {
    database = await pack.createDatabase(harbour);
  });
  afterAll(() => database.close());

  test('no hostile statement runs', async () => {
    expect(await thatRan(database, hostile)).toEqual([]);
  });

  test('legitimate reads run, but for what is not emulated', async () => {
    const failed = await thatFailed(database, reads);
    expect(failed.map((each) => each.split(' → ')[0])).toEqual([
      'SELECT draft, COUNT(*) FROM ship GROUP BY draft WITH ROLLUP',
    ]);
  });
});

const root = serverRoot();
describe.skipIf(root === undefined)(root === undefined ? withoutServer : 'MariaDB', () => {
  let server: TestServer;
  let database: Database;
  beforeAll(async () => {
    server = await startTestServer(root ?? '');
    await server.execute(
      ...contentStatements('harbour', harbour),
      'CREATE DATABASE other',
      'CREATE TABLE other.secret (id int)',
      'CREATE FUNCTION harbour.steal() RETURNS INT RETURN 42',
    );
    database = await pack.openDatabase(server.url('root', 'harbour'));
  }, 120_000);
  afterAll(async () => {
    await database.close();
    await server.stop();
  });

  const state = async (): Promise<unknown> => [
    await server.rows(
      'SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2',
    ),
    await server.rows('SELECT * FROM harbour.ship ORDER BY id'),
    await server.rows('SELECT * FROM harbour.visit ORDER BY id'),
    await server.rows('SELECT schema_name FROM information_schema.schemata ORDER BY 1'),
    await server.rows('SELECT user, host FROM mysql.user ORDER BY 1, 2'),
    await server.rows('SELECT routine_name FROM information_schema.routines ORDER BY 1'),
    await server.rows("SELECT IS_FREE_LOCK('x'), @@global.general_log, @@global.max_connections"),
    existsSync('/tmp/momq-out'),
  ];

  test('no hostile statement runs, and nothing has changed', async () => {
    const before = await state();
    expect(await thatRan(database, hostile)).toEqual([]);
    expect(await state()).toEqual(before);
  });

  test('legitimate reads run', async () => {
    expect(await thatFailed(database, reads)).toEqual([]);
  });

  test('the second wall alone lets no statement change tables', async () => {
    const before = await state();
    const url = new URL(server.url('root', 'harbour'));
    const connection = await MysqlConnection.open({
      host: url.hostname,
      port: Number(url.port),
      user: 'root',
      database: 'harbour',
    });
    const changed: string[] = [];
    const changing =
      /^(?:INSERT|REPLACE|UPDATE|DELETE|TRUNCATE|WITH x AS \(SELECT 1\) (?:UPDATE|DELETE)|(?:CREATE|DROP|ALTER|RENAME) (?:TABLE|VIEW|DATABASE|INDEX|USER|FUNCTION|PROCEDURE))\b/;
    for (const text of hostile.filter((each) => changing.test(each))) {
      await connection.rows(text).then(
        () => changed.push(text),
        () => undefined,
      );
    }
    await connection.close();
    expect(changed).toEqual([]);
    expect(await state()).toEqual(before);
  });

  test('a function of the database runs when it is allowed', async () => {
    const trusting = mysql({ allowFunctions: ['harbour.steal', 'steal'] });
    const opened = await trusting.openDatabase(server.url('root', 'harbour'));
    expect((await opened.query('SELECT harbour.steal(), steal()')).rows).toEqual([[42, 42]]);
    await opened.close();
  });
});
