// @ts-check
/**
 * Process of one DuckDB database. DuckDB's interrupt waits for the end of some functions (a sort of one long list takes a minute),
 * so a late query ends with its process. Plain JavaScript, so that it also starts from the sources.
 *
 * Messages: `build` (a file from statements), `open` (a file, to read), `query`, `cursor` and `next` (rows as a stream), `batch`
 * (several statements, of which each may fail), `close`.
 */
import { DuckDBInstance, DuckDBTimestampTZValue, StatementType } from '@duckdb/node-api';
import { plainValue } from './engine-values.mjs';

/** @typedef {import('./engine-values.mjs').Value} Value */
/** @typedef {{ sql: string, parameters?: readonly Value[] | Record<string, Value> }} Statement */
/** @typedef {Statement & { maxRows: number, maxBytes: number }} Reading */
/** @typedef {{ columns: string[], types: string[], rows: Value[][], truncatedBy?: 'rows' | 'bytes' }} Rows */

/** Points in time are written in UTC, as the session has them, not in the machine's zone. */
DuckDBTimestampTZValue.timezoneOffsetInMinutes = 0;

/** @type {DuckDBInstance | undefined} */
let instance;
/** @type {import('@duckdb/node-api').DuckDBConnection | undefined} */
let connection;
/** @type {((all: boolean) => Promise<Rows & { done: boolean }>) | undefined} */
let pull;

/** Rows and bytes of one message of a stream. */
const BATCH_ROWS = 1000;
const BATCH_BYTES = 1 << 20;

/**
 * What a session may do besides reading the file is switched off before the configuration is locked: other files and the network,
 * extensions, secrets, and spilling, which would write beside the file.
 */
const LOCKS = [
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  'SET allow_community_extensions = false',
  'SET allow_persistent_secrets = false',
  "SET temp_directory = ''",
  "SET GLOBAL TimeZone = 'UTC'",
  'SET enable_external_access = false',
  'SET lock_configuration = true',
];

/** Kinds of statements that run: queries, and plans of queries that the parser has let through. */
const READING = [StatementType.SELECT, StatementType.EXPLAIN];

/** @param {{ path: string, statements: string[] }} request */
async function build({ path, statements }) {
  const empty = await DuckDBInstance.create(path, { enable_external_access: 'false' });
  const writer = await empty.connect();
  try {
    await writer.run('BEGIN');
    for (const statement of statements) await writer.run(statement);
    await writer.run('COMMIT; CHECKPOINT');
  } finally {
    writer.closeSync();
    empty.closeSync();
  }
}

/** @param {{ path: string, memoryLimit: string }} request */
async function open({ path, memoryLimit }) {
  instance = await DuckDBInstance.create(path, {
    access_mode: 'READ_ONLY',
    memory_limit: memoryLimit,
  });
  connection = await instance.connect();
  for (const lock of LOCKS) await connection.run(lock);
}

/** The process is then as it was before. */
function close() {
  pull = undefined;
  connection?.closeSync();
  instance?.closeSync();
  connection = undefined;
  instance = undefined;
}

/** @param {Reading} reading @returns {Promise<Rows & { elapsedMs: number }>} */
async function query(reading) {
  const started = performance.now();
  const { done: _, ...rows } = await (await reader(reading))(true);
  return { ...rows, elapsedMs: performance.now() - started };
}

/** @param {Reading} reading */
async function cursor(reading) {
  pull = await reader(reading);
}

async function next() {
  if (pull === undefined) throw new Error('expected an open cursor, got none');
  return pull(false);
}

/**
 * What each statement gives, or why it cannot. What is not reached within the time is missing.
 *
 * @param {{ statements: Statement[], maxRows: number, maxBytes: number, timeMs: number }} request
 */
async function batch({ statements, maxRows, maxBytes, timeMs }) {
  const deadline = performance.now() + timeMs;
  /** @type {(Rows | { error: string })[]} */
  const answers = [];
  for (const statement of statements) {
    if (performance.now() > deadline) break;
    try {
      answers.push(await (await reader({ ...statement, maxRows, maxBytes }))(true));
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
 * @returns {Promise<(all: boolean) => Promise<Rows & { done: boolean }>>}
 */
async function reader({ sql, parameters = [], maxRows, maxBytes }) {
  if (connection === undefined) throw new Error('expected an open database, got none');
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw refusal(`${statements.count} statements`);
  const prepared = await statements.prepare(0);
  if (!READING.includes(prepared.statementType))
    throw refusal(StatementType[prepared.statementType] ?? 'another statement');
  bind(prepared, parameters);
  const result = await prepared.stream();
  const types = result.columnTypes();
  const columns = result.columnNames();
  const head = { columns, types: types.map((type) => type.alias ?? type.toString()) };
  /** @type {Value[][]} */
  let waiting = [];
  let ended = false;
  let rowsLeft = maxRows;
  let bytesLeft = maxBytes;
  return async (all) => {
    /** @type {Value[][]} */
    const rows = [];
    let batchBytes = BATCH_BYTES;
    while (all || (rows.length < BATCH_ROWS && batchBytes > 0)) {
      while (waiting.length === 0 && !ended) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) ended = true;
        else
          waiting = chunk
            .getRows()
            .map((row) =>
              row.map((value, place) =>
                plainValue(
                  value,
                  /** @type {import('@duckdb/node-api').DuckDBType} */ (types[place]),
                ),
              ),
            )
            .reverse();
      }
      const row = waiting.pop();
      if (row === undefined) return { ...head, rows, done: true };
      const bytes = row.reduce((/** @type {number} */ sum, value) => sum + sizeOf(value), 0);
      if (rowsLeft === 0) return { ...head, rows, done: true, truncatedBy: 'rows' };
      if (bytes > bytesLeft) return { ...head, rows, done: true, truncatedBy: 'bytes' };
      rowsLeft -= 1;
      bytesLeft -= bytes;
      batchBytes -= bytes;
      rows.push(row);
    }
    return { ...head, rows, done: false };
  };
}

/**
 * @param {import('@duckdb/node-api').DuckDBPreparedStatement} prepared
 * @param {readonly Value[] | Record<string, Value>} parameters by place, or by name
 */
function bind(prepared, parameters) {
  const places = Array.isArray(parameters)
    ? parameters.map((value, place) => /** @type {const} */ ([place + 1, value]))
    : Object.entries(parameters).map(
        ([name, value]) => /** @type {const} */ ([prepared.parameterIndex(name), value]),
      );
  if (places.length !== prepared.parameterCount)
    throw new Error(
      `expected ${prepared.parameterCount} parameters, got ${places.length}. Give one for each placeholder.`,
    );
  for (const [place, value] of places) {
    if (typeof value === 'number' && Number.isSafeInteger(value))
      prepared.bindBigInt(place, BigInt(value));
    else prepared.bindValue(place, /** @type {import('@duckdb/node-api').DuckDBValue} */ (value));
  }
}

/** @param {Value} value @returns {number} bytes of the value as UTF-8 text */
function sizeOf(value) {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return String(value).length;
  let bytes = 2;
  for (const [key, part] of Object.entries(value))
    bytes += (Array.isArray(value) ? 1 : 4 + key.length) + sizeOf(part);
  return bytes;
}

/** @param {string} what @returns {Error} that the database tells from an error of the query */
function refusal(what) {
  return Object.assign(new Error(what), { code: 'REFUSED' });
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

const operations = { build, open, query, cursor, next, batch, close };

process.on('message', async (/** @type {{ operation: keyof typeof operations }} */ request) => {
  try {
    const value = await operations[request.operation](/** @type {any} */ (request));
    process.send?.({ ok: true, value });
  } catch (error) {
    const code = /** @type {{ code?: string }} */ (error).code;
    process.send?.({ ok: false, message: messageOf(error), code });
  }
});
process.on('disconnect', () => process.exit());
