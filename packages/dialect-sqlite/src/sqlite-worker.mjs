// @ts-check
/**
 * Thread or process of one SQLite database. Plain JavaScript, so that it also starts from the sources.
 *
 * Messages: `open` (a file), `load` (statements and rows into memory), `query`, `cursor` and `next` (rows as a stream),
 * `batch` (several statements, of which each may fail).
 */
import { isMainThread, parentPort } from 'node:worker_threads';

/**
 * @typedef {object} Columns
 * @property {string[]} names
 * @property {(string | null)[]} declared declared types; null where a column is computed or the engine does not tell
 */
/**
 * @typedef {object} Engine
 * @property {(sql: string) => void} execute
 * @property {(sql: string, blocks: unknown[][]) => void} insert runs a prepared statement for each block of values
 * @property {(sql: string) => Columns} describe compiles a statement that gives rows; it does not run
 * @property {(sql: string, values: unknown[]) => Iterable<unknown[]>} select its rows
 */
/**
 * @typedef {object} File
 * @property {string} path
 * @property {boolean} [immutable] nobody changes it, so nothing is locked
 * @property {boolean} [copy] a copy of ours: what a crash left is rolled back, and the log is taken in, before it is read
 */
/** @typedef {{ sql: string, values: unknown[], maxRows: number, maxBytes: number }} Reading */
/** @typedef {{ columns: string[], declared: (string | null)[], rows: unknown[][], truncatedBy?: 'rows' | 'bytes' }} Rows */

/** @type {Engine | undefined} */
let engine;
/** @type {((last: boolean) => Rows & { done: boolean }) | undefined} */
let pull;

/** Values bound at once: many rows a statement take a quarter of the time of one row a statement. */
const BLOCK_VALUES = 3000;
/** Rows and bytes of one message of a stream. */
const BATCH_ROWS = 1000;
const BATCH_BYTES = 1 << 20;

/** A query waits for somebody who commits; while the file is opened a copy may be taken instead. */
const PATIENCE = 'PRAGMA busy_timeout = 2000';

/** Nothing is written, and functions and virtual tables that could reach outside do not run out of a schema. */
const LOCKS = 'PRAGMA query_only = ON; PRAGMA trusted_schema = OFF';

/** @param {string} kind @param {File | undefined} file native engines run in a process, WebAssembly in a thread */
async function start(kind, file) {
  if (!isMainThread) return (await import('./wasm-engine.mjs')).openWasm(file);
  return kind === 'node:sqlite'
    ? (await import('./node-sqlite-engine.mjs')).openNodeSqlite(file)
    : (await import('./better-sqlite3-engine.mjs')).openBetterSqlite3(file);
}

/**
 * Tells the reason where the file cannot be read as it lies there, so that a copy may be tried.
 *
 * @param {{ engine: string, file: File }} request
 */
async function open({ engine: kind, file }) {
  try {
    engine = await start(kind, file);
    engine.execute(LOCKS);
    for (const _ of engine.select('SELECT count(*) FROM sqlite_schema', [])) continue;
    engine.execute(PATIENCE);
    return {};
  } catch (error) {
    if (!/malformed database schema/.test(messageOf(error))) return failure(error);
  }
  // One broken entry of the schema: the others are read without it.
  try {
    engine?.execute('PRAGMA writable_schema = ON');
    for (const _ of engine?.select('SELECT count(*) FROM sqlite_schema', []) ?? []) continue;
    return {};
  } catch (error) {
    return failure(error);
  }
}

/** @param {{ engine: string, statements: string[], tables: { into: string, width: number, rows: unknown[][] }[] }} request */
async function load({ engine: kind, statements, tables }) {
  engine = await start(kind, undefined);
  engine.execute('PRAGMA foreign_keys = OFF; BEGIN');
  for (const statement of statements) engine.execute(statement);
  for (const { into, width, rows } of tables) {
    const block = Math.max(1, Math.floor(BLOCK_VALUES / width));
    const whole = rows.length - (rows.length % block);
    insert(engine, into, { width, block, rows: rows.slice(0, whole) });
    insert(engine, into, { width, block: 1, rows: rows.slice(whole) });
  }
  engine.execute(`COMMIT; ${LOCKS}`);
}

/** @param {Engine} target @param {string} into @param {{ width: number, block: number, rows: unknown[][] }} part `block` rows a statement */
function insert(target, into, { width, block, rows }) {
  if (rows.length === 0) return;
  const row = `(${Array(width).fill('?').join(', ')})`;
  const blocks = [];
  for (let first = 0; first < rows.length; first += block) {
    blocks.push(rows.slice(first, first + block).flatMap((values) => values.map(storable)));
  }
  target.insert(`INSERT INTO ${into} VALUES ${Array(block).fill(row).join(', ')}`, blocks);
}

/** @param {Reading} reading @returns {Rows & { elapsedMs: number }} */
function query(reading) {
  const started = performance.now();
  const { done: _, ...rows } = reader(reading)(true);
  return { ...rows, elapsedMs: performance.now() - started };
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
 * What each statement gives, or why it cannot. What is not reached within the time is missing.
 *
 * @param {{ statements: { sql: string, values?: unknown[], compile?: boolean }[], maxRows: number, maxBytes: number, timeMs: number }} request
 */
function batch({ statements, maxRows, maxBytes, timeMs }) {
  const deadline = performance.now() + timeMs;
  /** @type {({ rows: unknown[][], columns: string[], declared: (string | null)[] } | { error: string })[]} */
  const answers = [];
  for (const { sql, values = [], compile = false } of statements) {
    if (performance.now() > deadline) break;
    try {
      if (compile) {
        const { names, declared } = opened().describe(sql);
        answers.push({ columns: names, declared, rows: [] });
      } else answers.push(reader({ sql, values, maxRows, maxBytes })(true));
    } catch (error) {
      answers.push({ error: messageOf(error) });
    }
  }
  return answers;
}

/**
 * A function that reads on: all rows that the limits allow, or a batch of them.
 *
 * @param {Reading} reading
 * @returns {(all: boolean) => Rows & { done: boolean }}
 */
function reader({ sql, values, maxRows, maxBytes }) {
  const { names, declared } = opened().describe(sql);
  // Some pragmas take effect while they are compiled.
  opened().execute(LOCKS);
  const source = opened().select(sql, values)[Symbol.iterator]();
  let rowsLeft = maxRows;
  let bytesLeft = maxBytes;
  return (all) => {
    /** @type {unknown[][]} */
    const rows = [];
    const columns = { columns: names, declared, rows };
    let batchBytes = BATCH_BYTES;
    while (all || (rows.length < BATCH_ROWS && batchBytes > 0)) {
      const { value: row, done } = source.next();
      if (done === true) return { ...columns, done: true };
      const bytes = sizeOf(row);
      if (rowsLeft === 0 || bytes > bytesLeft) {
        source.return?.();
        return { ...columns, done: true, truncatedBy: rowsLeft === 0 ? 'rows' : 'bytes' };
      }
      rowsLeft -= 1;
      bytesLeft -= bytes;
      batchBytes -= bytes;
      rows.push(row.map(readable));
    }
    return { ...columns, done: false };
  };
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

/** @param {unknown} value @returns {unknown} */
function storable(value) {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** @param {unknown} value */
function readable(value) {
  return value instanceof Uint8Array
    ? `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
    : value;
}

function opened() {
  if (engine === undefined) throw new Error('expected an open database, got none');
  return engine;
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/** @param {unknown} error its primary result code by name, where the engine tells it (https://www.sqlite.org/rescode.html) */
function codeOf(error) {
  const { code, errcode } = /** @type {{ code?: unknown, errcode?: unknown }} */ (error);
  if (typeof errcode === 'number') return PRIMARY_CODES[errcode & 255];
  return typeof code === 'string' ? /^SQLITE_[A-Z]+/.exec(code)?.[0] : undefined;
}

/** @type {Record<number, string>} */
const PRIMARY_CODES = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  11: 'SQLITE_CORRUPT',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
};

/** @param {unknown} error */
function failure(error) {
  return { message: messageOf(error), code: codeOf(error) };
}

const operations = { open, load, query, cursor, next, batch };

/** @param {{ operation: keyof typeof operations }} request */
async function answer(request) {
  try {
    return { ok: true, value: await operations[request.operation](/** @type {any} */ (request)) };
  } catch (error) {
    return { ok: false, ...failure(error) };
  }
}

if (parentPort === null) {
  process.on('message', async (/** @type {any} */ request) =>
    process.send?.(await answer(request)),
  );
  process.on('disconnect', () => process.exit());
} else {
  const port = parentPort;
  port.on('message', async (request) => port.postMessage(await answer(request)));
}
