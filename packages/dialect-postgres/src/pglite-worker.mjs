// @ts-check
/**
 * Worker thread of the embedded PostgreSQL. Plain JavaScript, so that it also starts from the sources.
 *
 * One engine holds many databases, each in a schema of its own. Messages: `start`, `load`, `drop`, `query`, `explain`.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/** @type {PGlite} */
let engine;

/** Values as the text that the server sends; the pack converts them for all engines alike. */
const asText = Object.fromEntries(
  Array.from({ length: 5000 }, (_, oid) => [oid, (/** @type {string} */ text) => text]),
);

/** @param {{ snapshot: string }} request file that keeps an empty cluster, to skip its making next time */
async function start({ snapshot }) {
  const kept = await readFile(snapshot).catch(() => undefined);
  engine = kept === undefined ? await PGlite.create() : await open(kept, snapshot);
  if (kept === undefined) await keep(snapshot);
  await engine.exec('CREATE ROLE momq_reader');
}

/** @param {Uint8Array} kept @param {string} snapshot */
async function open(kept, snapshot) {
  try {
    return await PGlite.create({ loadDataDir: new Blob([new Uint8Array(kept)]) });
  } catch {
    // A damaged snapshot is made again.
    await rm(snapshot, { force: true });
    return PGlite.create();
  }
}

/** @param {string} snapshot */
async function keep(snapshot) {
  const data = await engine.dumpDataDir('gzip');
  const draft = `${snapshot}.${randomUUID()}`;
  try {
    await mkdir(dirname(snapshot), { recursive: true });
    await writeFile(draft, new Uint8Array(await data.arrayBuffer()));
    await rename(draft, snapshot);
  } catch {
    // The snapshot only saves time: without a writable cache folder every start makes its own cluster.
    await rm(draft, { force: true });
  }
}

/** @param {{ schema: string, statements: string[], tables: { copy: string, rows: string }[], constraints: string[] }} request */
async function load({ schema, statements, tables, constraints }) {
  await engine.exec(
    `DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema}; SET search_path = ${schema}`,
  );
  try {
    if (statements.length > 0) await engine.exec(statements.join(';'));
    for (const { copy, rows } of tables) {
      if (rows !== '') await engine.query(copy, [], { blob: new Blob([rows]) });
    }
    if (constraints.length > 0) await engine.exec(constraints.join(';'));
    await engine.exec(
      `GRANT USAGE ON SCHEMA ${schema} TO momq_reader; GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO momq_reader`,
    );
  } catch (error) {
    await engine.exec(`DROP SCHEMA ${schema} CASCADE`);
    throw error;
  } finally {
    await engine.exec('SET search_path = public');
  }
}

/** @param {{ schema: string }} request */
async function drop({ schema }) {
  await engine.exec(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
}

/** @param {{ schema: string, sql: string, maxRows: number }} request */
async function query({ schema, sql, maxRows }) {
  return reading(schema, async () => {
    const started = performance.now();
    await engine.query(`DECLARE momq_rows NO SCROLL CURSOR FOR ${sql}`);
    const result = await engine.query(`FETCH ${maxRows + 1} FROM momq_rows`, [], {
      rowMode: 'array',
      parsers: asText,
    });
    return {
      columns: result.fields.map((field) => field.name),
      oids: result.fields.map((field) => field.dataTypeID),
      rows: result.rows,
      elapsedMs: performance.now() - started,
    };
  });
}

/** @param {{ schema: string, sql: string }} request */
async function explain({ schema, sql }) {
  return reading(schema, async () => {
    const result = await engine.query(`EXPLAIN ${sql}`, [], { rowMode: 'array' });
    return { plan: result.rows.map((row) => String(/** @type {unknown[]} */ (row)[0])).join('\n') };
  });
}

/**
 * @template T
 * @param {string} schema
 * @param {() => Promise<T>} run
 * @returns {Promise<T | { missing: true }>} `missing` when the schema is gone with an engine that was killed
 */
async function reading(schema, run) {
  const found = await engine.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
  if (found.rows.length === 0) return { missing: true };
  await engine.exec(
    `BEGIN READ ONLY; SET LOCAL search_path = ${schema}; SET LOCAL ROLE momq_reader; SET LOCAL cursor_tuple_fraction = 1`,
  );
  try {
    return await run();
  } finally {
    await engine.exec('ROLLBACK');
  }
}

/** @type {Record<string, (request: any) => Promise<unknown>>} */
const operations = { start, load, drop, query, explain };

parentPort?.on('message', async (/** @type {{ operation: string }} */ request) => {
  try {
    parentPort?.postMessage({ ok: true, value: await operations[request.operation]?.(request) });
  } catch (error) {
    const { message, hint } = /** @type {{ message?: string, hint?: string }} */ (error);
    parentPort?.postMessage({
      ok: false,
      message: hint === undefined ? String(message) : `${message} (${hint})`,
    });
  }
});
