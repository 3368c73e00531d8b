import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, QueryOptions, RowBatch } from '@momq/dialect';
import { sqlite } from './index.js';
import { describeEngines } from './testing/describe-engines.js';

const RUNAWAY =
  'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c';
const NUMBERS = (rows: number): string =>
  `WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT ${rows}) SELECT x FROM c`;

describeEngines((engine) => {
  let database: Database;
  const stream = (text: string, options?: QueryOptions): AsyncIterable<RowBatch> =>
    database.stream?.(text, options) ?? expect.fail('expected a stream');

  beforeAll(async () => {
    database = await sqlite({ engine }).createDatabase({
      schema: {
        name: 'towns',
        family: 'relational',
        entities: [
          {
            name: 'town',
            fields: [
              { name: 'id', type: 'integer', primaryKey: true },
              { name: 'name', type: 'text' },
              { name: 'area', type: 'real' },
              { name: 'founded', type: 'date' },
            ],
          },
        ],
        links: [],
      },
      rows: {
        town: [
          [1, 'Zürich', 1.5, '1218-01-01'],
          [2, 'zürich', 2, null],
          [3, 'ÉVRY', null, '1967-05-01'],
          [4, 'New York', 3, null],
          [5, 'NEW YORK', 3, null],
          [6, '100%', 3, null],
        ],
      },
    });
  });
  afterAll(() => database.close());

  test.each<[QueryOptions, RegExp]>([
    [{ maxRows: 0 }, /maxRows/],
    [{ maxRows: '1; DELETE FROM town' as unknown as number }, /maxRows/],
    [{ timeoutMs: 3e9 }, /timeoutMs/],
    [{ maxBytes: 1.5 }, /maxBytes/],
  ])('refuses %o wherever it is given', async (options, message) => {
    const wrong = { code: 'CONFIG_INVALID', message: expect.stringMatching(message) as string };
    await expect(database.query('SELECT 1', options)).rejects.toMatchObject(wrong);
    await expect(database.explain?.('SELECT 1', options)).rejects.toMatchObject(wrong);
    await expect(stream('SELECT 1', options)[Symbol.asyncIterator]().next()).rejects.toMatchObject(
      wrong,
    );
    await expect(database.values('town', 'name', { limit: 0 })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });

  describe('bytes', () => {
    test('cut the result before the row that is too much', async () => {
      const cut = await database.query(`SELECT printf('%.*c', 100, 'x') FROM (${NUMBERS(50)})`, {
        maxBytes: 1050,
      });
      expect([cut.rows.length, cut.truncated, cut.truncatedBy]).toEqual([10, true, 'bytes']);
      const rows = await database.query(NUMBERS(50), { maxRows: 3 });
      expect([rows.rows.length, rows.truncated, rows.truncatedBy]).toEqual([3, true, 'rows']);
      const whole = await database.query(NUMBERS(3), { maxRows: 3, maxBytes: 3 });
      expect([whole.rows.length, whole.truncated]).toEqual([3, false]);
    });

    test('a value that no engine should build is an error, and the next query runs', async () => {
      await expect(database.query("SELECT printf('%.*c', 999999999, 'x')")).rejects.toMatchObject({
        code: expect.stringMatching(/^QUERY_(EXECUTION|TIMEOUT)$/) as string,
      });
      expect((await database.query('SELECT 1')).rows).toEqual([[1]]);
    });

    test('hold the memory of this process while the rows are large', async () => {
      const before = process.memoryUsage().rss;
      const text = 'SELECT randomblob(50000000) FROM town';
      const { rows, truncatedBy } = await database.query(text, { timeoutMs: 120_000 });
      expect([rows.length, truncatedBy]).toEqual([0, 'bytes']);
      expect(process.memoryUsage().rss - before).toBeLessThan(400e6);
    });
  });

  test('tells the types of columns', async () => {
    const { columnTypes } = await database.query(
      'SELECT id, count(*), max(area) + 0.5, upper(name), NULL FROM town GROUP BY id',
    );
    expect(columnTypes).toEqual(['integer', 'integer', 'real', 'text', 'other']);
  });

  test('values of every kind arrive as they are', async () => {
    const { rows } = await database.query(
      "SELECT 9007199254740993, -1.5, 9e999, x'00ff', NULL, 'a''b', 1 = 1, x''",
    );
    expect(rows).toEqual([[9007199254740993n, -1.5, Infinity, '\\x00ff', null, "a'b", 1, '\\x']]);
  });

  describe('parameters', () => {
    test.each<[string, QueryOptions['parameters'], unknown[]]>([
      ['SELECT ?, ?', [1, 'a'], [1, 'a']],
      ['SELECT ?2, ?, ?1', ['a', 'b', 'c'], ['b', 'c', 'a']],
      ['SELECT :a, :b, :a', { a: 1, b: null }, [1, null, 1]],
      ['SELECT @a, $b', { '@a': true, b: 2.5 }, [1, 2.5]],
      ["SELECT '?', ? -- ?", ["'; DROP TABLE town"], ['?', "'; DROP TABLE town"]],
      ['SELECT ?, typeof(?)', [2n ** 62n, 5], [2n ** 62n, 'integer']],
    ])('%s', async (sql, parameters, row) => {
      expect((await database.query(sql, { parameters: parameters ?? [] })).rows).toEqual([row]);
    });

    test.each<[string, unknown]>([
      ['SELECT ?', []],
      ['SELECT ?', [1, 2]],
      ['SELECT :a', { b: 1 }],
      ['SELECT 1', { a: 1 }],
      ['SELECT ?', [{ a: 1 }]],
      ['SELECT ?', [2n ** 64n]],
      ['SELECT ?', [NaN]],
      ['SELECT :toString', {}],
    ])('%s with %o', async (sql, parameters) => {
      await expect(database.query(sql, { parameters: parameters as [] })).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
      });
    });
  });

  describe('values', () => {
    test.each([
      [['new york'], ['New York', 'NEW YORK']],
      [
        ['ZÜRICH', 'évry'],
        ['Zürich', 'zürich', 'ÉVRY'],
      ],
      [['100%'], ['100%']],
      [['1%', 'new_york'], []],
      [[], []],
    ])('that equal one of %o', async (equalTo, found) => {
      expect(await database.values('town', 'name', { limit: 10, equalTo })).toEqual(found);
    });

    test('up to the limit', async () => {
      expect(await database.values('town', 'id', { limit: 2 })).toEqual([1, 2]);
      expect(await database.values('town', 'name', { limit: 1, equalTo: ['zürich'] })).toEqual([
        'Zürich',
      ]);
    });
  });

  describe('a signal', () => {
    test('stops the engine, and only that call', async () => {
      const controller = new AbortController();
      const reason = new Error('the user left');
      const call = database.query(RUNAWAY, { signal: controller.signal, timeoutMs: 60_000 });
      setTimeout(() => controller.abort(reason), 100);
      await expect(call).rejects.toBe(reason);
      expect((await database.query('SELECT count(*) FROM town')).rows).toEqual([[6]]);
      const over = { signal: AbortSignal.abort(reason) };
      await expect(database.query('SELECT 1', over)).rejects.toBe(reason);
      await expect(database.schema(over)).rejects.toBe(reason);
      await expect(database.values('town', 'id', { limit: 1, ...over })).rejects.toBe(reason);
    });
  });

  describe('a stream', () => {
    test('gives all rows in batches, with calls inside the loop', async () => {
      let rows = 0;
      let batches = 0;
      for await (const batch of stream(NUMBERS(5000))) {
        expect(batch.columns).toEqual(['x']);
        expect(batch.columnTypes).toEqual(['integer']);
        rows += batch.rows.length;
        batches += 1;
        expect((await database.query('SELECT 1')).rows).toEqual([[1]]);
      }
      expect([rows, batches > 2]).toEqual([5000, true]);
    });

    test('does not run ahead, and stops where the loop is left', async () => {
      const endless = RUNAWAY.replace('count(*)', 'x');
      for await (const batch of stream(endless, { timeoutMs: 5000 })) {
        expect(batch.rows.length).toBeLessThanOrEqual(1000);
        break;
      }
    });

    test('keeps the limits that are given', async () => {
      let rows = 0;
      for await (const batch of stream(NUMBERS(5000), { maxRows: 1500 })) rows += batch.rows.length;
      expect(rows).toBe(1500);
      const slow = async (options: QueryOptions): Promise<void> => {
        for await (const _ of stream(RUNAWAY, options)) continue;
      };
      await expect(slow({ timeoutMs: 300 })).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
      await expect(slow({ signal: AbortSignal.timeout(200) })).rejects.toMatchObject({
        name: 'TimeoutError',
      });
      await expect(slow({ maxRows: -1 })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    });
  });

  test('after close every call says so', async () => {
    const closed = await sqlite({ engine }).createDatabase({
      schema: { name: 'gone', family: 'relational', entities: [], links: [] },
      rows: {},
    });
    const running = expect(closed.query(RUNAWAY, { timeoutMs: 60_000 })).rejects.toMatchObject({
      code: 'DATABASE_CLOSED',
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await closed.close();
    await closed.close();
    await running;
    for (const call of [
      () => closed.query('SELECT 1'),
      () => closed.schema(),
      () => closed.values('t', 'a', { limit: 1 }),
      () => closed.explain?.('SELECT 1'),
      () => closed.stream?.('SELECT 1')[Symbol.asyncIterator]().next(),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
    }
  });

  test.each([
    ['a megabyte', `SELECT '${'x'.repeat(1e6)}'`],
    ['ten thousand parentheses', `SELECT ${'('.repeat(1e4)}1${')'.repeat(1e4)}`],
    ['ten thousand operators', `SELECT ${Array(1e4).fill("'a'").join(' || ')}`],
    ['parentheses without an end', '('.repeat(2e5)],
    ['quotes without an end', `SELECT ${"'".repeat(200_001)}`],
    ['a NUL', "SELECT 1 \0; ATTACH 'x' AS y"],
  ])('%s is a coded error in bounded time', async (_, text) => {
    const started = performance.now();
    await expect(database.query(text)).rejects.toMatchObject({
      code: expect.stringMatching(/^QUERY_(SYNTAX|EXECUTION)$/) as string,
    });
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
