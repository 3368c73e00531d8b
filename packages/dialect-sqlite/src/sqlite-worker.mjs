// @ts-check
/**
 * Worker thread of one SQLite database. Plain JavaScript, so that it also starts from the sources.
 *
 * Messages: `open` (a private copy of a file), `load` (statements and rows), `query`.
 */
import { parentPort } from 'node:worker_threads';
import sqlite from 'node-sqlite3-wasm';

/** @type {import('node-sqlite3-wasm').Database | undefined} */
let database;

/** @param {{ path: string }} request */
function open({ path }) {
  database = new sqlite.Database(path, { fileMustExist: true });
  // A copy in WAL mode opens only without shared memory, which exclusive locking avoids.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA query_only = ON');
  database.get('SELECT count(*) FROM sqlite_master');
}

/** Values bound at once: many rows a statement take a quarter of the time of one row a statement. */
const BLOCK_VALUES = 3000;

/** @param {{ statements: string[], tables: { into: string, width: number, rows: unknown[][] }[] }} request */
function load({ statements, tables }) {
  database = new sqlite.Database();
  database.exec('PRAGMA foreign_keys = OFF; BEGIN');
  for (const statement of statements) database.exec(statement);
  for (const { into, width, rows } of tables) {
    const block = Math.max(1, Math.floor(BLOCK_VALUES / width));
    const whole = rows.length - (rows.length % block);
    insert(into, width, block, rows.slice(0, whole));
    insert(into, width, 1, rows.slice(whole));
  }
  database.exec('COMMIT; PRAGMA query_only = ON');
}

/** @param {string} into @param {number} width @param {number} block rows a statement @param {unknown[][]} rows */
function insert(into, width, block, rows) {
  if (database === undefined || rows.length === 0) return;
  const row = `(${Array(width).fill('?').join(', ')})`;
  const statement = database.prepare(`INSERT INTO ${into} VALUES ${Array(block).fill(row).join(', ')}`);
  try {
    for (let first = 0; first < rows.length; first += block) {
      statement.run(rows.slice(first, first + block).flatMap((values) => values.map(storable)));
    }
  } finally {
    statement.finalize();
  }
}

/**
 * @param {{ sql: string, maxRows: number }} request
 * @returns {{ columns: string[], rows: unknown[][], truncated: boolean, elapsedMs: number }}
 */
function query({ sql, maxRows }) {
  if (database === undefined) throw new Error('expected an open database, got none');
  const started = performance.now();
  const statement = database.prepare(sql);
  try {
    // Rows come as objects, in which columns of one name would overwrite each other: number them instead.
    const named = /** @type {{ _getColumnNames(): string[] }} */ (/** @type {unknown} */ (statement));
    const columns = named._getColumnNames();
    named._getColumnNames = () => columns.map((_, index) => String(index));
    /** @type {unknown[][]} */
    const rows = [];
    let truncated = false;
    for (const row of statement.iterate()) {
      truncated = rows.length === maxRows;
      if (truncated) break;
      rows.push(Object.values(row).map(readable));
    }
    return { columns, rows, truncated, elapsedMs: performance.now() - started };
  } finally {
    statement.finalize();
  }
}

/** @param {unknown} value @returns {any} */
function storable(value) {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** @param {unknown} value */
function readable(value) {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

const operations = { open, load, query };

parentPort?.on('message', (/** @type {any} */ request) => {
  try {
    const operation = operations[/** @type {keyof typeof operations} */ (request.operation)];
    parentPort?.postMessage({ ok: true, value: operation(request) });
  } catch (error) {
    parentPort?.postMessage({ ok: false, message: error instanceof Error ? error.message : String(error) });
  }
});
