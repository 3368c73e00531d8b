import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@momq/dialect';
import { MoMQError } from '@momq/dialect';
import { KillableWorker } from '@momq/core/sql';
import { sqlite } from './index.js';
import { startEngine } from './sqlite-engine.js';
import { allowedFunctions, refusedFunctions } from './permitted-functions.js';
import { describeEngines } from './testing/describe-engines.js';

const { Database: Engine } = createRequire(import.meta.url)(
  'node-sqlite3-wasm',
) as typeof import('node-sqlite3-wasm');

/** One statement a line; lines that begin with `# ` are headings. */
function corpus(name: string): string[] {
  return readFileSync(new URL(`./testing/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '));
}

const hostile = corpus('hostile-statements');
const legitimate = corpus('legitimate-reads');

test('the corpora have their size', () => {
  expect(new Set(hostile).size).toBeGreaterThanOrEqual(400);
  expect(new Set(legitimate).size).toBeGreaterThanOrEqual(200);
});

describeEngines((engine) => {
  let folder: string;
  let file: string;
  let database: Database;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'momq-test-'));
    file = join(folder, 'shop.db');
    const made = new Engine(file);
    made.exec(`CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT); CREATE INDEX item_name ON item (name);
      INSERT INTO item VALUES (1, 'Tea'), (2, 'Cup'), (3, NULL);
      CREATE VIEW upper_names AS SELECT upper(name) AS name FROM item;
      CREATE VIEW loads AS SELECT load_extension('x') AS x;`);
    made.close();
    database = await sqlite({ engine }).openDatabase(file);
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  async function untouched(before: Buffer): Promise<void> {
    expect((await readFile(file)).equals(before)).toBe(true);
    expect(await readdir(folder)).toEqual(['shop.db']);
    expect(existsSync('/tmp/momq-evil') || existsSync('/tmp/momq-evil.db')).toBe(false);
  }

  test('every hostile statement is refused before the engine sees it', async () => {
    const before = await readFile(file);
    const outcomes: string[] = [];
    for (const text of ['', '  ', ';', ...hostile]) {
      const outcome = await database.query(text).then(
        () => 'ran',
        (error: unknown) => (MoMQError.isInstance(error) ? error.code : String(error)),
      );
      if (outcome !== 'QUERY_REFUSED' && outcome !== 'QUERY_SYNTAX')
        outcomes.push(`${outcome}: ${text}`);
    }
    expect(outcomes).toEqual([]);
    await untouched(before);
    expect((await database.query('SELECT count(*) FROM item')).rows).toEqual([[3]]);
  });

  test('the engine alone lets none of them change anything', async () => {
    const before = await readFile(file);
    const copy = join(folder, 'copy.db');
    const { copyFile } = await import('node:fs/promises');
    await copyFile(file, copy);
    const worker = new KillableWorker(
      () => startEngine(engine),
      (send) => send({ operation: 'open', engine, file: { path: copy } }),
    );
    for (const sql of hostile) {
      await worker
        .request({ operation: 'query', sql, values: [], maxRows: 10, maxBytes: 1e6 }, 2000)
        .catch(() => undefined);
    }
    await worker.close();
    expect((await readFile(copy)).equals(before)).toBe(true);
    for (const suffix of ['', '-journal', '-wal', '-shm']) await rm(copy + suffix, { force: true });
    await untouched(before);
  });

  test('legitimate reads run', async () => {
    const failures: string[] = [];
    for (const text of legitimate) {
      await database.query(text).catch((error: unknown) => {
        failures.push(`${text}: ${error instanceof Error ? error.message : String(error)}`);
      });
    }
    // What a build leaves out (soundex), and what the grammar does not read yet (1_000).
    expect(failures.length, failures.join('\n')).toBeLessThanOrEqual(legitimate.length / 100);
  });

  test('a view does not carry what a query may not call', async () => {
    await expect(database.query('SELECT * FROM loads')).rejects.toMatchObject({
      code: 'QUERY_EXECUTION',
    });
  });

  test("the engine's own tables are refused, tables of their names are not", async () => {
    const modules = (
      await database.query("SELECT name FROM pragma_table_list WHERE name = 'dbstat'")
    ).rows;
    expect(modules).toEqual([]);
    await expect(database.query('SELECT * FROM dbstat')).rejects.toMatchObject({
      code: expect.stringMatching(/^QUERY_(REFUSED|EXECUTION)$/) as string,
    });
    const own = await sqlite({ engine }).createDatabase({
      schema: {
        name: 'own',
        family: 'relational',
        links: [],
        entities: [{ name: 'dbstat', fields: [{ name: 'a', type: 'integer' }] }],
      },
      rows: { dbstat: [[5]] },
    });
    expect((await own.query('SELECT a FROM dbstat')).rows).toEqual([[5]]);
    await own.close();
  });

  test("the list of functions is the engine's catalogue", async () => {
    const worker = new KillableWorker(
      () => startEngine(engine),
      (send) => send({ operation: 'load', engine, statements: [], tables: [] }),
    );
    // Deterministic, innocuous, or an aggregate; never only for direct use (https://www.sqlite.org/c3ref/c_deterministic.html).
    const sql = `SELECT DISTINCT name FROM pragma_function_list WHERE builtin
      AND (flags & 0x200800 OR type = 'w') AND NOT flags & 0x80000`;
    const { rows } = await worker.request<{ rows: string[][] }>({
      operation: 'query',
      sql,
      values: [],
      maxRows: 1000,
      maxBytes: 1e6,
    });
    await worker.close();
    const permitted = rows.flatMap(([name]) => name ?? []);
    expect(permitted.length).toBeGreaterThan(100);
    const missing = permitted.filter(
      (name) => !allowedFunctions.has(name) && !(name in refusedFunctions),
    );
    expect(missing).toEqual([]);
  });
});

describe('functions that the user allows', () => {
  test('are no longer refused, whatever the case', async () => {
    const pack = sqlite({ engine: 'wasm', allowFunctions: ['My_Function'] });
    const parser = await pack.createParser();
    expect(parser.parse('SELECT my_function(1)').readOnly).toBe(true);
    expect(parser.parse('SELECT other_function(1)')).toMatchObject({
      readOnly: false,
      reason: expect.stringMatching(/other_function.*allowFunctions/) as string,
    });
  });

  test('are a list of names', () => {
    expect(() => sqlite({ allowFunctions: 'x' as unknown as string[] })).toThrow(/allowFunctions/);
  });
});
