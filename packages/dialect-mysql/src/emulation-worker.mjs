// @ts-check
/**
 * Thread of one embedded database: SQLite with MySQL's functions. Plain JavaScript, so that it also starts from the sources.
 *
 * Messages: `load` (statements and rows into memory), `query`, `cursor` and `next` (rows as a stream).
 */
import { parentPort } from 'node:worker_threads';
import sqlite from 'node-sqlite3-wasm';
import { mysqlFunctions } from './emulation/mysql-functions.mjs';

/** @typedef {{ sql: string, values: unknown[], maxRows: number, maxBytes: number }} Reading */
/** @typedef {{ columns: string[], rows: unknown[][], done: boolean, truncatedBy?: 'rows' | 'bytes' }} Batch */

/** Values bound at once. */
const BLOCK_VALUES = 3000;
/** Rows and bytes of one message of a stream. */
const BATCH_ROWS = 1000;
const BATCH_BYTES = 1 << 20;
/** Bytes that the engine may hold. */
const MOST_MEMORY = 2 ** 30;

/** @type {import('node-sqlite3-wasm').Database | undefined} */
let database;
/** @type {((all: boolean) => Batch) | undefined} */
let pull;

/** @param {{ statements: string[], tables: { into: string, width: number, rows: unknown[][] }[] }} request */
function load({ statements, tables }) {
  database = new sqlite.Database();
  database.exec(`PRAGMA temp_store = MEMORY; PRAGMA hard_heap_limit = ${MOST_MEMORY}`);
  for (const [name, compute] of Object.entries(mysqlFunctions)) {
    /** @param {any[]} values */
    const any = (...values) => compute(...values);
    // Any number of arguments.
    Object.defineProperty(any, 'length', { value: -1 });
    database.function(`my_${name}`, /** @type {any} */ (any), { deterministic: true });
  }
  database.exec('PRAGMA foreign_keys = OFF; BEGIN');
  for (const statement of statements) database.exec(statement);
  for (const { into, width, rows } of tables) {
    const block = Math.max(1, Math.floor(BLOCK_VALUES / Math.max(1, width)));
    const whole = rows.length - (rows.length % block);
    insert(database, into, { width, block, rows: rows.slice(0, whole) });
    insert(database, into, { width, block: 1, rows: rows.slice(whole) });
  }
  database.exec('COMMIT; PRAGMA query_only = ON; PRAGMA trusted_schema = OFF');
}

/** @param {import('node-sqlite3-wasm').Database} target @param {string} into @param {{ width: number, block: number, rows: unknown[][] }} part `block` rows a statement */
function insert(target, into, { width, block, rows }) {
  if (rows.length === 0) return;
  const row = `(${Array(width).fill('?').join(', ')})`;
  const statement = target.prepare(
    `INSERT INTO ${into} VALUES ${Array(block).fill(row).join(', ')}`,
  );
  try {
    for (let first = 0; first < rows.length; first += block)
      statement.run(/** @type {any} */ (rows.slice(first, first + block).flat()));
  } finally {
    statement.finalize();
  }
}

/** @param {Reading} reading @returns {Batch} */
function query(reading) {
  return reader(reading)(true);
}

/** @param {Reading} reading */
function cursor(reading) {
  pull = reader(reading);
}

function next() {
  if (pull === undefined) throw new Error('expected an open cursor, got none');
  return pull(false);
}

/**
 * A function that reads on: all rows that the limits allow, or a batch of them.
 *
 * @param {Reading} reading
 * @returns {(all: boolean) => Batch}
 */
function reader({ sql, values, maxRows, maxBytes }) {
  if (database === undefined) throw new Error('expected an open database, got none');
  const statement = database.prepare(sql);
  const columns = /** @type {{ _getColumnNames(): string[] }} */ (
    /** @type {unknown} */ (statement)
  )._getColumnNames();
  // Rows come as objects, in which columns of one name would overwrite each other: number them instead.
  const numbers = columns.map((_, index) => String(index));
  Object.assign(statement, { _getColumnNames: () => numbers });
  const source = rowsOf(statement, values);
  let [rowsLeft, bytesLeft] = [maxRows, maxBytes];
  return (all) => {
    /** @type {unknown[][]} */
    const rows = [];
    let batchBytes = BATCH_BYTES;
    while (all || (rows.length < BATCH_ROWS && batchBytes > 0)) {
      const { value: row, done } = source.next();
      if (done === true) return { columns, rows, done: true };
      const bytes = sizeOf(row);
      if (rowsLeft === 0 || bytes > bytesLeft) {
        source.return();
        return { columns, rows, done: true, truncatedBy: rowsLeft === 0 ? 'rows' : 'bytes' };
      }
      rowsLeft -= 1;
      bytesLeft -= bytes;
      batchBytes -= bytes;
      rows.push(row.map(readable));
    }
    return { columns, rows, done: false };
  };
}

/** @param {import('node-sqlite3-wasm').Statement} statement @param {unknown[]} values @returns {Generator<unknown[], void>} */
function* rowsOf(statement, values) {
  try {
    for (const row of statement.iterate(/** @type {any} */ (values))) yield Object.values(row);
  } finally {
    statement.finalize();
  }
}

/** @param {unknown[]} row @returns {number} bytes of its values as UTF-8 text */
function sizeOf(row) {
  let bytes = 0;
  for (const value of row) {
    if (typeof value === 'string') bytes += Buffer.byteLength(value);
    else if (value instanceof Uint8Array) bytes += 2 + 2 * value.byteLength;
    else bytes += String(value).length;
  }
  return bytes;
}

/** @param {unknown} value */
function readable(value) {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
}

const operations = { load, query, cursor, next };

parentPort?.on('message', (/** @type {{ operation: keyof typeof operations }} */ request) => {
  try {
    parentPort?.postMessage({
      ok: true,
      value: operations[request.operation](/** @type {any} */ (request)),
    });
  } catch (error) {
    parentPort?.postMessage({
      ok: false,
      message: error instanceof Error ? error.message : String(error),
    });
  }
});
