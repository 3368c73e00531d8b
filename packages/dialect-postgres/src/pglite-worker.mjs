// @ts-check
/**
 * Worker thread of the embedded PostgreSQL. Plain JavaScript, so that it also starts from the sources.
 *
 * One engine holds several databases, each in a schema of its own that only its own role may use. Messages: `start`, `load`,
 * `drop`, and for one transaction after the other `begin`, `execute`, `rows`, `end`.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/** @type {PGlite} */
let engine;

/** True between `begin` and `end`: an engine that was started anew in between has nothing of the transaction. */
let begun = false;

/** Values as the text that the server sends and reads; the pack converts them for all engines alike. */
let asText = { rowMode: /** @type {const} */ ('array'), parsers: {}, serializers: {} };

/** Only types that the engine would convert are named: it copies the list for every statement. @param {object} converters */
function keepText(converters) {
  const keep = (/** @type {string} */ text) => text;
  return Object.fromEntries(Object.keys(converters).map((oid) => [oid, keep]));
}

/** Files are in memory already, and filling the 128 MB of buffers that a server has takes longer than loading the cluster. */
const options = { startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'] };

/** @param {{ snapshot: string }} request file that keeps an empty cluster, to skip its making next time */
async function start({ snapshot }) {
  const kept = await readFile(snapshot).catch(() => undefined);
  engine = kept === undefined ? await PGlite.create(options) : await open(kept, snapshot);
  if (kept === undefined) await keep(snapshot);
  asText = {
    ...asText,
    parsers: keepText(engine.parsers),
    serializers: keepText(engine.serializers),
  };
}

/** @param {Uint8Array} kept @param {string} snapshot */
async function open(kept, snapshot) {
  try {
    return await PGlite.create({ ...options, loadDataDir: new Blob([new Uint8Array(kept)]) });
  } catch {
    // A damaged snapshot is made again.
    await rm(snapshot, { force: true });
    return PGlite.create(options);
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
  await drop({ schema });
  await engine.exec(`CREATE ROLE ${schema}; CREATE SCHEMA ${schema}; SET search_path = ${schema}`);
  try {
    if (statements.length > 0) await engine.exec(statements.join(';'));
    for (const { copy, rows } of tables) {
      if (rows !== '') await engine.query(copy, [], { blob: new Blob([rows]) });
    }
    if (constraints.length > 0) await engine.exec(constraints.join(';'));
    await engine.exec(
      `GRANT USAGE ON SCHEMA ${schema} TO ${schema}; GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${schema}; ANALYZE`,
    );
  } catch (error) {
    await drop({ schema });
    throw error;
  } finally {
    await engine.exec('SET search_path = public');
  }
}

/** @param {{ schema: string }} request */
async function drop({ schema }) {
  await engine.exec(`DROP SCHEMA IF EXISTS ${schema} CASCADE; DROP ROLE IF EXISTS ${schema}`);
}

/**
 * @param {{ schema: string, statements: string }} request
 * @returns {Promise<{ missing: boolean }>} `missing` when the schema is gone with an engine that was killed
 */
async function begin({ schema, statements }) {
  const found = await engine.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
  if (found.rows.length === 0) return { missing: true };
  await engine.exec(`${statements}; SET LOCAL ROLE ${schema}`);
  begun = true;
  return { missing: false };
}

/** @param {{ sql: string }} request */
async function execute({ sql }) {
  requireTransaction();
  await engine.exec(sql);
}

/** @param {{ sql: string, parameters: (string | null)[], maxBytes: number }} request */
async function rows({ sql, parameters, maxBytes }) {
  requireTransaction();
  const result = await engine.query(sql, parameters, asText);
  const kept = [];
  let bytes = 0;
  for (const row of /** @type {(string | null)[][]} */ (result.rows)) {
    const size = row.reduce(
      (sum, value) => sum + (value === null ? 0 : Buffer.byteLength(value)),
      0,
    );
    if (bytes + size > maxBytes) break;
    bytes += size;
    kept.push(row);
  }
  return {
    columns: result.fields.map((field) => field.name),
    oids: result.fields.map((field) => field.dataTypeID),
    rows: kept,
    bytes,
    cut: kept.length < result.rows.length,
  };
}

function requireTransaction() {
  if (begun) return;
  throw new Error(
    'the embedded engine ended while it worked on the query, which may be too deep or too large for it; it was started anew',
  );
}

async function end() {
  begun = false;
  await engine.exec('ROLLBACK');
  await engine.exec('RESET ALL; RESET ROLE; SELECT pg_advisory_unlock_all()');
}

/** @type {Record<string, (request: any) => Promise<unknown>>} */
const operations = { start, load, drop, begin, execute, rows, end };

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
