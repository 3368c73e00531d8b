import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Database, QueryOptions } from '@momq/dialect';
import { cypher } from './cypher-dialect.js';
import { harbour } from './cypher-tutorials/harbour.js';

const pack = cypher();
/** For what is not about time: a busy machine starts engines slowly. */
const patient = { timeoutMs: 120_000 };
const million = 'UNWIND range(1, 1000000) AS i RETURN i';
const endless =
  'MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i) WHERE a.x + i.y < 3 RETURN count(*)';

describe('limits of the embedded engine', () => {
  let database: Database;

  beforeAll(async () => {
    database = await pack.createDatabase(harbour);
  });
  afterAll(() => database.close());

  it.each([
    [{ maxRows: 0 }],
    [{ maxRows: 1.5 }],
    [{ maxBytes: -1 }],
    [{ timeoutMs: 3e9 }],
    [{ timeoutMs: '5' as unknown as number }],
    [{ parameters: 'x' as unknown as [] }],
  ] as [QueryOptions][])('refuses %j wherever it is given', async (options) => {
    const invalid = { code: 'CONFIG_INVALID' };
    await expect(database.query('RETURN 1', options)).rejects.toMatchObject(invalid);
    await expect(database.explain!('RETURN 1', options)).rejects.toMatchObject(invalid);
    const stream = database.stream!('RETURN 1', options)[Symbol.asyncIterator]();
    await expect(stream.next()).rejects.toMatchObject(invalid);
    await expect(database.values('Ship', 'name', { limit: 0 })).rejects.toMatchObject(invalid);
  });

  it('cuts at bytes and types columns', async () => {
    const text = 'x'.repeat(100);
    const result = await database.query('UNWIND range(1, 900) AS i RETURN i, $text AS text, null', {
      ...patient,
      parameters: { text },
      maxBytes: 5000,
    });
    expect(result).toMatchObject({ truncated: true, truncatedBy: 'bytes' });
    expect(result.columnTypes).toEqual(['integer', 'text', 'other']);
    expect(result.rows).toHaveLength(47);
    const large = "RETURN reduce(s = 'x', i IN range(1, 24) | s + s) AS s";
    expect(await database.query(large, { ...patient, maxBytes: 1000 })).toMatchObject({ rows: [] });
  });

  it('makes no more rows than are read', async () => {
    const rows = 'MATCH (a), (b), (c), (d), (e), (f), (g), (h) RETURN a.name'; // all would take years
    expect(await database.query(rows, { ...patient, maxRows: 100 })).toMatchObject({
      truncatedBy: 'rows',
      rows: { length: 100 },
    });
    expect(
      (await database.query(`${rows} LIMIT 20000000; // all`, { ...patient, maxRows: 7 })).rows,
    ).toHaveLength(7);
    expect((await database.query(`${rows} LIMIT 3`, patient)).truncated).toBe(false);
  });

  it('ends a query that needs too much memory, and goes on', async () => {
    const hungry =
      'UNWIND range(1, 60000000) AS i WITH collect([i, toString(i), i * 2]) AS all RETURN size(all)';
    await expect(database.query(hungry, patient)).rejects.toThrow(
      /at most 4000000 values held at once/,
    );
    expect((await database.query('RETURN 1', patient)).rows).toEqual([[1]]);
  });

  it.each([
    [
      'lists in lists',
      'RETURN reduce(l = [1], i IN range(1, 40) | [l, l]) AS l',
      /inside of each other/,
    ],
    [
      'lists that grow',
      'RETURN size(reduce(l = [1], i IN range(1, 40) | l + l)) AS n',
      /4000000 values/,
    ],
    [
      'texts that grow',
      "RETURN size(reduce(s = 'aa', i IN range(1, 40) | replace(s, 'a', 'aaaa'))) AS n",
      /16777216 characters/,
    ],
    [
      'a deep list',
      'RETURN reduce(l = [], i IN range(1, 100000) | [l]) AS l',
      /memory|inside of each other/,
    ],
    [
      'a pattern that backtracks',
      "RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' =~ '(a+)+' AS b",
      /regular expression/,
    ],
  ])('ends %s', async (_, text, message) => {
    await expect(database.query(text, patient)).rejects.toThrow(message);
  });

  it('stops counting inside of an expression at the time limit', async () => {
    const counting = `RETURN COUNT { ${endless.replace(' RETURN count(*)', '')} } AS n`;
    await expect(database.query(counting, { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'QUERY_TIMEOUT',
    });
  });

  it.each([
    ['reduce', 'RETURN reduce(s = 0, i IN range(1, 3000000) | s + sin(i) + cos(i)) AS n'],
    ['a comprehension', 'RETURN size([i IN range(1, 3000000) WHERE sin(i) < cos(i)]) AS n'],
    ['a quantifier', 'RETURN all(i IN range(1, 3000000) WHERE sin(i) + cos(i) < 2) AS n'],
    [
      'a condition',
      `MATCH (a) WHERE COUNT { ${endless.replace(' RETURN count(*)', '')} } > 1 RETURN a`,
    ],
    [
      'EXISTS',
      `RETURN EXISTS { ${endless.replace('< 3 RETURN count(*)', "= 'x' RETURN 1")} } AS n`,
    ],
    ['an order', `UNWIND [1] AS k RETURN k ORDER BY COUNT { ${endless} }`],
    [
      'an aggregate',
      `UNWIND [1] AS k RETURN max(COUNT { ${endless.replace(' RETURN count(*)', '')} })`,
    ],
    ['UNWIND', 'UNWIND [i IN range(1, 3000000) | sin(i) + cos(i)] AS i RETURN count(i)'],
  ])('stops %s for a signal, and leaves the thread to others meanwhile', async (_, text) => {
    const controller = new AbortController();
    const turns: number[] = [];
    const others = setInterval(() => turns.push(performance.now()), 5);
    setTimeout(() => controller.abort(new Error('enough')), 150);
    const began = performance.now();
    const options = { ...patient, signal: controller.signal };
    await expect(database.query(text, options)).rejects.toThrow('enough');
    clearInterval(others);
    // Timers run while it works, not once it has ended.
    expect(turns.length).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it.each([
    ['reduce(s = 0, i IN range(1, 200000) | s + i)', 20_000_100_000],
    [
      'reduce(s = 0, i IN [j IN range(1, 300) | reduce(t = 0, k IN range(1, 900) | t + k)] | s + i)',
      121_635_000,
    ],
    ['size([i IN range(1, 200000) WHERE i % 2 = 0 | [i]] + range(1, 50000))', 150_000],
    [
      'COUNT { UNWIND range(1, 100000) AS i WITH i WHERE any(j IN range(1, 3) WHERE j = i) RETURN i }',
      3,
    ],
    ['single(i IN range(1, 200000) WHERE i = 70000)', true],
  ])('gives what %s is, over many turns', async (text, value) => {
    expect((await database.query(`RETURN ${text} AS v`, patient)).rows).toEqual([[value]]);
  });

  it('takes parameters by name and by position', async () => {
    expect(
      (await database.query('RETURN $a + $b', { ...patient, parameters: { a: 1, b: 2 } })).rows,
    ).toEqual([[3]]);
    expect(
      (await database.query("RETURN $0, '$1', $1", { ...patient, parameters: ['x', null] })).rows,
    ).toEqual([['x', '$1', null]]);
    const large = { ...patient, parameters: { large: 1e20 } };
    expect((await database.query('RETURN $large + 1, toString($large)', large)).rows).toEqual([
      [1e20, '1.0E20'],
    ]);
  });

  it('streams in batches, and leaving the loop frees the engine', async () => {
    const sizes: number[] = [];
    for await (const { rows, columns } of database.stream!(million, {
      ...patient,
      maxRows: 2500,
    })) {
      expect(columns).toEqual(['i']);
      sizes.push(rows.length);
    }
    expect(sizes).toEqual([1000, 1000, 500]);
    for await (const { rows } of database.stream!(million, patient)) {
      expect(rows).toHaveLength(1000);
      break;
    }
    expect((await database.query('RETURN 1', patient)).rows).toEqual([[1]]);
  });

  it('stops for a signal with its reason', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), 100);
    const options = { ...patient, signal: controller.signal };
    await expect(database.query(endless, options)).rejects.toThrow('enough');
    await expect(database.query('RETURN 1', options)).rejects.toThrow('enough');
  });

  it('keeps the event loop free while it parses, and stops that too', async () => {
    const nested = `RETURN ${'CASE WHEN true THEN '.repeat(30)}1${' ELSE 0 END'.repeat(30)} AS n`;
    const list = `RETURN 5 IN [${Array.from({ length: 20_000 }, (_, i) => i).join(', ')}] AS found`;
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    expect((await database.query(nested, patient)).rows).toEqual([[1]]);
    expect((await database.query(list, patient)).rows).toEqual([[true]]);
    await expect(database.query(list, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'QUERY_TIMEOUT',
    });
    clearInterval(watch);
    expect(longest).toBeLessThan(5000);
    const parser = await pack.createParser();
    const syntax = expect.objectContaining({ code: 'QUERY_SYNTAX' });
    expect(() => parser.parse(list)).toThrow(syntax);
    expect(() => parser.parse(`RETURN ${'('.repeat(400)}1${')'.repeat(400)}`)).toThrow(syntax);
    await expect(
      database.query(`RETURN ${'('.repeat(400)}1${')'.repeat(400)}`, patient),
    ).rejects.toMatchObject({ code: 'QUERY_SYNTAX' });
  });

  it('reads a schema again, with what could not be read noted', async () => {
    const first = await database.schema();
    expect(await database.schema()).toBe(first);
    const again = await database.schema({ refresh: true });
    expect(again).not.toBe(first);
    expect(again.entities.map(({ name }) => name)).toEqual(
      first.entities.map(({ name }) => name).sort(),
    );
  });

  it('finds values whatever their letters', async () => {
    const options = { limit: 10, equalTo: ['TANKER', 'nothing'] };
    expect(await database.values('Ship', 'kind', options)).toEqual(['tanker']);
    expect(await database.values('Ship', 'built', { limit: 10, equalTo: ['1978'] })).toEqual([]);
  });

  it('ends what runs when it is closed', async () => {
    const other = await pack.createDatabase(harbour);
    const running = other.query(endless, patient);
    setTimeout(() => void other.close(), 200);
    await expect(running).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
    await expect(other.values('Ship', 'name', { limit: 1 })).rejects.toMatchObject({
      code: 'DATABASE_CLOSED',
    });
  });

  it('holds many databases without a warning', async () => {
    const warned = vi.fn();
    process.on('warning', warned);
    const many = await Promise.all(Array.from({ length: 24 }, () => pack.createDatabase(harbour)));
    const counts = many.map((one) => one.query('MATCH (n) RETURN count(*)', patient));
    for (const { rows } of await Promise.all(counts)) expect(rows).toEqual([[31]]);
    await Promise.all(many.map((one) => one.close()));
    process.off('warning', warned);
    expect(warned).not.toHaveBeenCalled();
  });
});
