// @ts-check
/**
 * Thread or process of one SQLite database. Plain JavaScript, so that it also starts from the sources.
 *
 * Messages: `open` (a file), `load` (statements and rows into memory), `query`.
 */
import { isMainThread, parentPort } from 'node:worker_threads';

/**
 * @typedef {object} Engine
 * @property {(sql: string) => void} execute
 * @property {(sql: string, blocks: unknown[][]) => void} insert runs a prepared statement for each block of values
 * @property {(sql: string) => Generator<unknown[]>} select the names of the columns, then the rows
 */

/** @type {Engine | undefined} */
let engine;

/** Values bound at once: many rows a statement take a quarter of the time of one row a statement. */
const BLOCK_VALUES = 3000;

/** @param {string | undefined} path a native engine runs in a process, the WebAssembly one in a thread */
async function start(path) {
  return isMainThread
    ? (await import('./native-engine.mjs')).openNative(path)
    : (await import('./wasm-engine.mjs')).openWasm(path);
}

/** @param {{ path: string }} request */
async function open({ path }) {
  engine = await start(path);
  engine.execute('PRAGMA query_only = ON');
  for (const _ of engine.select('SELECT count(*) FROM sqlite_master')) continue;
}

/** @param {{ statements: string[], tables: { into: string, width: number, rows: unknown[][] }[] }} request */
async function load({ statements, tables }) {
  engine = await start(undefined);
  engine.execute('PRAGMA foreign_keys = OFF; BEGIN');
  for (const statement of statements) engine.execute(statement);
  for (const { into, width, rows } of tables) {
    const block = Math.max(1, Math.floor(BLOCK_VALUES / width));
    const whole = rows.length - (rows.length % block);
    insert(engine, into, { width, block, rows: rows.slice(0, whole) });
    insert(engine, into, { width, block: 1, rows: rows.slice(whole) });
  }
  engine.execute('COMMIT; PRAGMA query_only = ON');
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

/**
 * @param {{ sql: string, maxRows: number }} request
 * @returns {{ columns: unknown[], rows: unknown[][], truncated: boolean, elapsedMs: number }}
 */
function query({ sql, maxRows }) {
  if (engine === undefined) throw new Error('expected an open database, got none');
  const started = performance.now();
  /** @type {unknown[] | undefined} */
  let columns;
  /** @type {unknown[][]} */
  const rows = [];
  let truncated = false;
  for (const row of engine.select(sql)) {
    if (columns === undefined) {
      columns = row;
      continue;
    }
    truncated = rows.length === maxRows;
    if (truncated) break;
    rows.push(row.map(readable));
  }
  return { columns: columns ?? [], rows, truncated, elapsedMs: performance.now() - started };
}

/** @param {unknown} value @returns {unknown} */
function storable(value) {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** @param {unknown} value */
function readable(value) {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

const operations = { open, load, query };

/** @param {{ operation: keyof typeof operations }} request */
async function answer(request) {
  try {
    return { ok: true, value: await operations[request.operation](/** @type {any} */ (request)) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
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
