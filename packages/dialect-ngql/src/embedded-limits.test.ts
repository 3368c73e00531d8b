import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@momq/dialect';
import { ngql } from './ngql-dialect.js';
import { library } from './ngql-tutorials/library.js';

const pack = ngql();
const tenMillionRows = 'UNWIND range(1, 10000) AS a UNWIND range(1, 1000) AS b RETURN a, b';

describe('an embedded graph', () => {
  let database: Database;
  beforeAll(async () => {
    database = await pack.createDatabase(library);
  });
  afterAll(() => database.close());

  it('makes a hundred of ten million rows without the others', async () => {
    const before = process.memoryUsage().heapUsed;
    const { rows, truncated } = await database.query(tenMillionRows, { maxRows: 100 });
    expect(rows).toHaveLength(100);
    expect(rows.at(-1)).toEqual([1, 100]);
    expect(truncated).toBe(true);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('stops when it is told to, and at its time', async () => {
    const counting = tenMillionRows.replace('a, b', 'count(*) AS n');
    const signal = AbortSignal.timeout(30);
    await expect(database.query(counting, { signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    await expect(database.query(counting, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'QUERY_TIMEOUT',
    });
  });

  it.each([
    ['reduce', 'YIELD reduce(s = 0, i IN range(1, 3000000) | s + sin(i)) AS n'],
    ['a comprehension', 'YIELD size([i IN range(1, 3000000) WHERE sin(i) < 0.5 | i]) AS n'],
    ['a predicate', 'YIELD all(i IN range(1, 3000000) WHERE sin(i) < 2) AS n'],
    [
      'a condition',
      'MATCH (a:author) WHERE reduce(s = 0, i IN range(1, 3000000) | s + sin(i)) > 9 RETURN a',
    ],
    [
      'an aggregate',
      'UNWIND [1] AS i RETURN max(reduce(s = i, j IN range(1, 3000000) | s + sin(j))) AS n',
    ],
    ['UNWIND', 'UNWIND [i IN range(1, 3000000) | sin(i)] AS i RETURN count(i) AS n'],
  ])('stops %s for a signal, and leaves the thread to others meanwhile', async (_, text) => {
    const controller = new AbortController();
    const turns: number[] = [];
    const others = setInterval(() => turns.push(performance.now()), 5);
    setTimeout(() => controller.abort(new Error('enough')), 150);
    const options = { timeoutMs: 120_000, signal: controller.signal };
    await expect(database.query(text, options)).rejects.toThrow('enough');
    clearInterval(others);
    // Timers run while it works, not once it has ended.
    expect(turns.length).toBeGreaterThan(0);
    await expect(database.query(text, { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'QUERY_TIMEOUT',
    });
  });

  it.each([
    ['reduce(s = 0, i IN range(1, 200000) | s + i)', 20_000_100_000],
    [
      'reduce(s = 0, i IN [j IN range(1, 300) | reduce(t = 0, k IN range(1, 900) | t + k)] | s + i)',
      121_635_000,
    ],
    ['size([i IN range(1, 200000) WHERE i % 2 == 0 | i])', 100_000],
    ['single(i IN range(1, 200000) WHERE i == 70000)', true],
  ])('gives what %s is, over many turns', async (text, value) => {
    expect((await database.query(`YIELD ${text} AS v`, { timeoutMs: 120_000 })).rows).toEqual([
      [value],
    ]);
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['another language', 'SELECT name FROM author'],
    ['NUL', 'YIELD 1\0'],
    ['half a character', 'YIELD \uD800'],
    ['an open bracket', 'MATCH (a:author RETURN a'],
  ])('refuses %s with the place', async (_, text) => {
    await expect(database.query(text)).rejects.toMatchObject({
      code: 'QUERY_SYNTAX',
      line: expect.any(Number) as number,
    });
  });
});

it('begins at the node that a condition equates, and not with three million paths', async () => {
  const ids = Array.from({ length: 300 }, (_, id) => id);
  const end = { entity: 'person', fields: [] };
  const database = await pack.createDatabase({
    schema: {
      name: 'people',
      family: 'graph',
      entities: [{ name: 'person', fields: [{ name: 'id', type: 'integer', primaryKey: true }] }],
      links: [{ name: 'knows', from: end, to: end, fields: [] }],
    },
    rows: {
      person: ids.map((id) => [id]),
      knows: ids.flatMap((id) => ids.slice(1, 101).map((far) => [id, (id + far) % 300])),
    },
  });
  const query =
    'MATCH (a:person)-[:knows]->(b:person)-[:knows]->(c:person) WHERE c.person.id == 7 RETURN count(*)';
  expect((await database.query(query, { timeoutMs: 4000 })).rows).toEqual([[100 * 100]]);
  await database.close();
});

it('opens no server, and says so without the password', async () => {
  const opened = pack.openDatabase('nebula://gull:hunter2@127.0.0.1:9669/library');
  await expect(opened).rejects.toMatchObject({ code: 'DATABASE_OPEN' });
  await expect(opened).rejects.not.toThrow(/hunter2/);
});
