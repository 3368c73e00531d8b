import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@momq/dialect';
import { bigquery } from './index.js';
import { SERVER_MISSING, serverProgram, startTestServer } from './testing/bigquery-test-server.js';
import type { TestServer } from './testing/bigquery-test-server.js';

const program = serverProgram();

const DATA = `
projects:
- id: test
  datasets:
  - id: harbour
    tables:
    - id: ship
      columns:
      - { name: id, type: INTEGER, mode: REQUIRED }
      - { name: name, type: STRING }
      - { name: draft, type: FLOAT }
      - { name: toll, type: NUMERIC }
      - { name: seen, type: TIMESTAMP }
      - { name: launched, type: DATE }
      data:
      - { id: 1, name: "Queen's Gull", draft: 4.5, toll: "1.5", seen: "2024-02-29T23:59:59", launched: "2001-02-28" }
      - { id: 9007199254740993, name: tern, toll: "12345678901234567890.123456789" }
  - id: secrets
    tables:
    - id: pay
      columns: [{ name: amount, type: INTEGER }]
      data: [{ amount: 7 }]
`;

describe.skipIf(program === undefined)(
  `a BigQuery REST server (${program === undefined ? SERVER_MISSING : 'emulator 0.6.6'})`,
  () => {
    let server: TestServer;
    let database: Database;
    const url = (more = ''): string => `bigquery://test/harbour?endpoint=${server.endpoint}${more}`;
    beforeAll(async () => {
      server = await startTestServer(program ?? '', DATA);
      database = await bigquery().openDatabase(url());
    });
    afterAll(async () => {
      await database.close();
      await server.stop();
    });

    test('the schema has the tables of the dataset, by their whole names', async () => {
      const { entities } = await database.schema();
      expect(entities).toHaveLength(1);
      expect(entities[0]).toMatchObject({
        name: 'ship',
        path: ['harbour', 'ship'],
        rowCount: 2,
        fields: [
          { name: 'id', type: 'integer', nativeType: 'INT64' },
          { name: 'name', type: 'text', nativeType: 'STRING' },
          { name: 'draft', type: 'real', nativeType: 'FLOAT64' },
          { name: 'toll', type: 'real', nativeType: 'NUMERIC' },
          { name: 'seen', type: 'datetime', nativeType: 'TIMESTAMP' },
          { name: 'launched', type: 'date', nativeType: 'DATE' },
        ],
      });
    });

    test('values come without loss', async () => {
      const { rows, columnTypes } = await database.query(
        `SELECT id, toll, seen, launched, [1, 2] AS list, STRUCT(1 AS a, [STRUCT('x' AS b)] AS c) AS row_, b'ab' AS raw,
           DATETIME '2024-01-02 03:04:05' AS moment, JSON '{"n": 1}' AS doc, TRUE AS yes
         FROM harbour.ship ORDER BY id`,
      );
      expect(rows).toEqual([
        [
          1,
          1.5,
          '2024-02-29 23:59:59+00',
          '2001-02-28',
          [1, 2],
          { a: 1, c: [{ b: 'x' }] },
          '\\x6162',
          '2024-01-02 03:04:05',
          { n: 1 },
          true,
        ],
        [
          9_007_199_254_740_993n,
          '12345678901234567890.123456789',
          null,
          null,
          [1, 2],
          { a: 1, c: [{ b: 'x' }] },
          '\\x6162',
          '2024-01-02 03:04:05',
          { n: 1 },
          true,
        ],
      ]);
      expect(columnTypes.slice(0, 5)).toEqual(['integer', 'real', 'datetime', 'date', 'other']);
    });

    test('rendered logical queries run, TIMESTAMPs as dates of UTC', async () => {
      const pack = bigquery();
      const schema = await database.schema();
      const field = (name: string) =>
        ({ kind: 'field', entity: 'ship', instance: 0, field: name }) as const;
      const text = pack.language.render(
        {
          kind: 'select',
          from: [{ entity: 'ship', instance: 0 }],
          distinct: false,
          select: [
            field('name'),
            { kind: 'call', function: 'year', arguments: [field('seen')] },
            {
              kind: 'call',
              function: 'truncate',
              unit: 'month',
              arguments: [field('seen')],
            },
          ],
          where: { kind: 'null', negated: true, value: field('seen') },
          groupBy: [],
          orderBy: [],
        },
        schema,
      );
      expect((await database.query(text)).rows).toEqual([["Queen's Gull", 2024, '2024-02-01']]);
    });

    test('parameters by name and by place', async () => {
      const named = await database.query('SELECT name FROM harbour.ship WHERE id = @id', {
        parameters: { id: 9_007_199_254_740_993n },
      });
      expect(named.rows).toEqual([['tern']]);
      const placed = await database.query(
        'SELECT id FROM harbour.ship WHERE draft = ? AND name = ?',
        { parameters: [4.5, "Queen's Gull"] },
      );
      expect(placed.rows).toEqual([[1]]);
    });

    test('values of a field, from its rows or by what they equal', async () => {
      expect(await database.values('ship', 'name', { limit: 1 })).toEqual(["Queen's Gull"]);
      const found = await database.values('ship', 'name', { limit: 5, equalTo: ['TERN', 'none'] });
      expect(found).toEqual(['tern']);
    });

    test('an estimate is what the dry run says', async () => {
      const { bytes } = await database.estimate!('SELECT * FROM harbour.ship');
      expect(bytes).toBeGreaterThan(0);
    });

    test('a query that reads more than it may is not run', async () => {
      const thrifty = await bigquery({ maximumBytesBilled: 1 }).openDatabase(url());
      await expect(thrifty.query('SELECT * FROM harbour.ship')).rejects.toMatchObject({
        code: 'QUERY_EXECUTION',
        message: expect.stringMatching(/expected a query that reads at most 1 bytes/) as string,
      });
      await thrifty.close();
    });

    test('rows are cut, and a stream gives all', async () => {
      const cut = await database.query('SELECT name FROM harbour.ship ORDER BY id', { maxRows: 1 });
      expect([cut.rows, cut.truncatedBy]).toEqual([[["Queen's Gull"]], 'rows']);
      const streamed = [];
      for await (const { rows } of database.stream('SELECT id FROM harbour.ship'))
        streamed.push(...rows);
      expect(streamed).toHaveLength(2);
    });

    test('other datasets are refused unless they are allowed', async () => {
      const text = 'SELECT amount FROM secrets.pay';
      for (const hidden of [
        text,
        'SELECT amount AS secrets FROM secrets.pay',
        'SELECT ship.id, pay.amount FROM harbour.ship, secrets.pay',
        'FROM secrets.pay |> SELECT amount',
        'FROM harbour.ship AS secrets |> SELECT id |> JOIN secrets.pay ON TRUE',
      ])
        await expect(database.query(hidden), hidden).rejects.toMatchObject({
          code: 'QUERY_REFUSED',
        });
      const open = await bigquery({ allowDatasets: ['secrets'] }).openDatabase(url());
      expect((await open.query(text)).rows).toEqual([[7]]);
    });

    test('errors have the words of the service', async () => {
      await expect(database.query('SELECT horn FROM harbour.ship')).rejects.toMatchObject({
        code: 'QUERY_EXECUTION',
        message: expect.stringMatching(/horn/) as string,
      });
      await expect(
        bigquery().openDatabase(`bigquery://test/harbor?endpoint=${server.endpoint}`),
      ).rejects.toMatchObject({
        code: 'DATABASE_OPEN',
        message: expect.stringMatching(/harbor is not found\. Did you mean harbour\?/) as string,
      });
    });

    test('what only reads by its text is refused when the service calls it something else', async () => {
      // The emulator calls everything a SELECT; this passes its answers on with another word in dry runs.
      const other = createServer((request, response) => {
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        request.on('end', () => {
          const body = Buffer.concat(parts);
          void fetch(`${server.endpoint}${request.url}`, {
            method: request.method ?? 'GET',
            headers: { 'content-type': 'application/json' },
            ...(body.length > 0 && { body }),
          })
            .then((answer) => answer.text())
            .then((text) => {
              response.setHeader('content-type', 'application/json');
              response.end(text.replace('"statementType":"SELECT"', '"statementType":"MERGE"'));
            });
        });
      });
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as AddressInfo;
      const guarded = await bigquery().openDatabase(
        `bigquery://test/harbour?endpoint=http://127.0.0.1:${port}`,
      );
      await expect(guarded.query('SELECT id FROM harbour.ship')).rejects.toMatchObject({
        code: 'QUERY_REFUSED',
        message: expect.stringMatching(/MERGE by the service's dry run/) as string,
      });
      other.closeAllConnections();
      other.close();
    });

    test('a server that goes in the middle of a query is an error that says so', async () => {
      // Passes calls on to the server until a query runs, then is gone.
      const middle = createServer((request, response) => {
        if (/\/queries\//.test(request.url ?? '')) {
          middle.close();
          middle.closeAllConnections();
          return;
        }
        const parts: Buffer[] = [];
        request.on('data', (part: Buffer) => parts.push(part));
        request.on('end', () => {
          const body = Buffer.concat(parts);
          void fetch(`${server.endpoint}${request.url}`, {
            method: request.method ?? 'GET',
            headers: { 'content-type': 'application/json' },
            ...(body.length > 0 && { body }),
          })
            .then((answer) => answer.text())
            .then((text) => response.end(text));
        });
      });
      await new Promise<void>((resolve) => middle.listen(0, '127.0.0.1', resolve));
      const { port } = middle.address() as AddressInfo;
      const left = await bigquery().openDatabase(
        `bigquery://test/harbour?endpoint=http://127.0.0.1:${port}`,
      );
      await expect(left.query('SELECT id FROM harbour.ship')).rejects.toMatchObject({
        code: 'QUERY_EXECUTION',
        message: expect.stringMatching(
          /no answer of http:\/\/127\.0\.0\.1:\d+ \(.*\); the service is not there, or has gone/,
        ) as string,
      });
    });

    test('a signal and the time end a query', async () => {
      const reason = new Error('no longer wanted');
      const signal = AbortSignal.abort(reason);
      await expect(database.query('SELECT 1', { signal })).rejects.toBe(reason);
      await expect(database.estimate!('SELECT 1', { signal })).rejects.toBe(reason);
      const endless =
        'SELECT COUNT(*) FROM UNNEST(GENERATE_ARRAY(1, 100000)) a, UNNEST(GENERATE_ARRAY(1, 100000)) b';
      await expect(database.query(endless, { timeoutMs: 300 })).rejects.toMatchObject({
        code: 'QUERY_TIMEOUT',
      });
    });
  },
);

test.each([
  ['bigquery://test', /Name project and dataset/],
  ['bigquery://test/harbour/ship', /Name project and dataset/],
  ['bigquery://gull:hunter2@test/harbour', /It has no user and password/],
  ['bigquery://test/harbour?token=hunter2', /There is no parameter token/],
  ['bigquery://test/harbour?endpoint=127.0.0.1:9050', /endpoint is a URL such as http:/],
  ['bigquery://test/harbour?endpoint=http://gull:hunter2@127.0.0.1:1', /without user and password/],
  [
    'bigquery://test/harbour?endpoint=http://127.0.0.1:1',
    /no answer of http.*that the server runs/,
  ],
  ['bigquery://test/harbour?keyFile=/none/hunter2.json', /keyFile is the path of/],
])('%s cannot be opened, and why is said', async (source, why) => {
  const opening = bigquery().openDatabase(source);
  await expect(opening).rejects.toMatchObject({
    code: 'DATABASE_OPEN',
    message: expect.stringMatching(why) as string,
  });
  await expect(opening).rejects.not.toThrow(/hunter2/);
});
