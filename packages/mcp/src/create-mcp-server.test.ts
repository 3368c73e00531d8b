import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { createMoMQ } from '@momq/core';
import type { Database, MoMQ, QueryModel } from '@momq/core';
import { sqlite } from '@momq/dialect-sqlite';
import type { MoMQServer } from '@momq/serve';
import sqliteEngine from 'node-sqlite3-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMcpServer } from './create-mcp-server.js';

const key = 'sesame-1234';
const endless = 'How many customers are there in the end?';
const begun = settled();
const cancelled = settled();

function settled() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve: () => resolve() };
}

/** Writes 600 customers, one of them with a long note, 400 tables with long names, and one of 1000 columns with long values. */
function writeDatabases(): { shop: string; wide: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'momq-mcp-'));
  const files = { shop: path.join(folder, 'shop.sqlite'), wide: path.join(folder, 'wide.sqlite') };
  const shop = new sqliteEngine.Database(files.shop);
  shop.exec(`
    CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT, note TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer(id));
    INSERT INTO customer WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 600)
      SELECT n, 'c' || n, replace(hex(zeroblob(20)), '0', 'x') FROM t;
    UPDATE customer SET note = replace(hex(zeroblob(5000)), '0', 'y') WHERE id = 1;
  `);
  shop.close();
  const wide = new sqliteEngine.Database(files.wide);
  const table = (n: number) =>
    `CREATE TABLE measurements_of_station_number_${n} (id INTEGER, value REAL);`;
  const columns = Array.from({ length: 1000 }, (_, n) => `reading_of_instrument_${n} REAL`);
  wide.exec(`CREATE TABLE everything (${columns.join(', ')})`);
  const values = columns.map((_, n) => `'${'😀'.repeat(10 + n)}'`).join(', ');
  wide.exec(`INSERT INTO everything VALUES (${values})`);
  wide.exec(`BEGIN; ${Array.from({ length: 400 }, (_, n) => table(n)).join('')} COMMIT;`);
  wide.close();
  return files;
}

const model: QueryModel = {
  specificationVersion: 'v1',
  name: 'counting',
  version: '1',
  async generate({ question, signal }) {
    if (question === endless) {
      begun.resolve();
      await once(signal!, 'abort');
      cancelled.resolve();
    }
    return { candidates: [{ query: 'SELECT count(*) FROM customer' }] };
  },
  dispose: () => Promise.resolve(),
};

let momq: MoMQ;
let server: MoMQServer;
let url: URL;
let client: Client;
beforeAll(async () => {
  const dialects = [sqlite()];
  momq = createMoMQ({ dialects, model });
  const files = writeDatabases();
  const open = async (name: 'shop' | 'wide') => ({
    name,
    source: files[name],
    database: (await momq.open(files[name])) as Database,
  });
  const databases = [await open('shop'), await open('wide')];
  server = createMcpServer({ momq, dialects, databases, apiKey: key });
  url = new URL('/mcp', await server.listen({ port: 0 }));
  client = new Client(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: 'auto' } }, // the newest revision; the first SDK knows older ones
  );
  await client.connect(new StreamableHTTPClientTransport(url, withKey(key)));
});
afterAll(async () => {
  await client.close();
  await server.stop({ graceMs: 0 });
  await momq.close();
});

function withKey(apiKey: string) {
  return { requestInit: { headers: { authorization: `Bearer ${apiKey}` } } };
}

/** What a tool says; parsed where it is JSON. */
async function call(name: string, given: Record<string, unknown> = {}) {
  const { content, isError } = await client.callTool({ name, arguments: given });
  const [part] = content;
  const text = part?.type === 'text' ? part.text : '';
  return { isError: isError === true, text, json: () => JSON.parse(text) as unknown };
}

describe('tools', () => {
  it('are few and small', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['list_databases', 'describe', 'ask', 'query']);
    // a token has three characters at least, in text like this
    expect(JSON.stringify(tools).length / 3).toBeLessThan(1500);
  });

  it('list the databases', async () => {
    expect((await call('list_databases')).json()).toEqual({
      databases: [
        { name: 'shop', dialect: 'sqlite', tables: 2 },
        { name: 'wide', dialect: 'sqlite', tables: 401 },
      ],
    });
  });

  it('describe all of a database, some of it, and the names of a large one', async () => {
    const whole = await call('describe', { database: 'shop' });
    expect(whole.text).toMatch(/customer[\s\S]*note[\s\S]*customer_id/);
    const part = await call('describe', { database: 'shop', tables: ['orders'] });
    expect(part.text).toContain('customer_id');
    expect(part.text).not.toContain('note');
    const wide = await call('describe', { database: 'wide' });
    expect(wide.text).toMatch(
      /^-- wide, SQLite\n-- 401 of them, too many[\s\S]*measurements_of_station_number_399/,
    );
    expect(wide.text.length).toBeLessThan(17_000);
    const one = await call('describe', {
      database: 'wide',
      tables: ['measurements_of_station_number_7'],
    });
    expect(one.text).toContain('value');
    const cut = await call('describe', { database: 'wide', tables: ['everything'] });
    expect(cut.text).toMatch(/reading_of_instrument_99\b[\s\S]*…\n-- cut: /);
    expect(cut.text.length).toBeLessThan(17_000);
  });

  it('say of a table what is known, but not where its database lies', async () => {
    const { text } = await call('describe', { database: 'shop', tables: ['orders'] });
    expect(text).toMatch(/-- shop is read from a private copy/);
    expect(text).not.toContain(tmpdir());
  });

  it('answer a question, and decline one', async () => {
    const asked = { question: 'How many customers are there?', database: 'shop' };
    expect((await call('ask', asked)).json()).toMatchObject({
      query: 'SELECT count(*) FROM customer',
      rows: [[600]],
    });
    const change = { question: 'Delete all customers', database: 'shop' };
    expect((await call('ask', change)).json()).toMatchObject({ status: 'declined' });
  });

  it('run a query, and give no more than fits into a conversation', async () => {
    const query = 'SELECT id, name, note FROM customer ORDER BY id';
    const { text, json } = await call('query', { query, database: 'shop' });
    const few = json() as { rows: unknown[][]; note: string };
    expect(few.rows).toHaveLength(50);
    expect(few.note).toMatch(
      /^Only the first 50 rows: there are more.* 1000 characters are cut\.$/,
    );
    expect(text.length).toBeLessThan(30_000);
    const { text: most } = await call('query', { query, database: 'shop', max_rows: 500 });
    expect(most.length).toBeLessThan(30_000);
    expect(most).toMatch(/Only the first [34]\d\d rows/);
    const one = await call('query', { query, database: 'shop', max_rows: 1 });
    expect(one.text).toContain('Only the first row: there are more.');
  });

  it('show a row of however many columns, with values cut', async () => {
    const { text, json } = await call('query', {
      query: 'SELECT * FROM everything',
      database: 'wide',
    });
    const { rows, note } = json() as { rows: string[][]; note: string };
    expect(rows.map((row) => row.length)).toEqual([1000]);
    expect(note).toBe('Values longer than 10 characters are cut.');
    expect(rows[0]?.[0]).toBe('😀😀😀😀…');
    expect(text.length).toBeLessThan(60_000); // the names of the columns are long
  });

  it.each([
    [
      'a write',
      'query',
      { query: 'DELETE FROM customer', database: 'shop' },
      /^QUERY_REFUSED: .*only reads/,
    ],
    [
      'two statements',
      'query',
      { query: 'SELECT 1; SELECT 2', database: 'shop' },
      /^QUERY_REFUSED: /,
    ],
    ['what is no query', 'query', { query: 'SELEC', database: 'shop' }, /^QUERY_SYNTAX: /],
    [
      'a column that is not there',
      'query',
      { query: 'SELECT x FROM customer', database: 'shop' },
      /^QUERY_EXECUTION: .*x/,
    ],
    [
      'another database',
      'ask',
      { question: 'Who?', database: 'x' },
      /^SERVE_NOT_FOUND: .*shop, wide, got x/,
    ],
    ['no database of two', 'ask', { question: 'Who?' }, /^SERVE_NOT_FOUND: /],
    [
      'another table',
      'describe',
      { database: 'shop', tables: ['Order'] },
      /^SERVE_NOT_FOUND: tables: expected names of shop, got "Order". Did you mean orders\?$/,
    ],
    [
      'too many rows',
      'query',
      { query: 'SELECT 1', database: 'shop', max_rows: 1e6 },
      /^SERVE_BAD_REQUEST: max_rows: expected a whole number from 1 to 500, got 1000000\./,
    ],
    [
      'no question',
      'ask',
      { database: 'shop' },
      /^SERVE_BAD_REQUEST: question: expected a text, got nothing\./,
    ],
    [
      'a list that is none',
      'describe',
      { database: 'shop', tables: 'orders' },
      /^SERVE_BAD_REQUEST: tables: expected a list of names, got "orders"\./,
    ],
    [
      'a name that is none',
      'describe',
      { database: 'shop', tables: ['orders', 1] },
      /^SERVE_BAD_REQUEST: tables\.1: expected a name, got 1\./,
    ],
    [
      'an argument that it does not have',
      'describe',
      { database: 'shop', table: 'orders' },
      /^SERVE_BAD_REQUEST: table: expected one of database, tables, got another name\./,
    ],
  ] as const)('say what is wrong with %s', async (_, tool, given, message) => {
    const { isError, text } = await call(tool, given);
    expect(text).toMatch(message);
    expect(isError).toBe(true);
    expect(text).not.toContain(tmpdir());
  });
});

it('cancels what its client no longer waits for', async () => {
  const leaving = new AbortController();
  const call = { name: 'ask', arguments: { question: endless, database: 'shop' } };
  const asked = client.callTool(call, { signal: leaving.signal });
  await begun.promise;
  leaving.abort();
  await expect(asked).rejects.toThrow();
  await cancelled.promise;
});

it('serves clients of the first SDK', async () => {
  const first = new FirstClient({ name: 'first', version: '1' });
  await first.connect(new FirstTransport(url, withKey(key)) as never);
  const { tools } = await first.listTools();
  expect(tools).toHaveLength(4);
  const { content } = await first.callTool({
    name: 'query',
    arguments: { query: 'SELECT 41 + 1 AS n', database: 'shop' },
  });
  expect(content).toEqual([{ type: 'text', text: '{"columns":["n"],"rows":[[42]]}' }]);
  await first.close();
});

it('refuses a limit that is none', () => {
  for (const timeoutMs of [0, 2 ** 31])
    expect(() => createMcpServer({ momq, dialects: [], databases: [], timeoutMs })).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining('timeoutMs'),
      }),
    );
});

it('lets nobody in without the key', async () => {
  const stranger = new Client({ name: 'stranger', version: '1' });
  await expect(
    stranger.connect(new StreamableHTTPClientTransport(url, withKey('guess'))),
  ).rejects.toThrow();
});
