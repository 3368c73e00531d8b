/**
 * The embedded graph engine, run as a child process so that a query that does not end can be stopped.
 * Plain JavaScript because Node.js starts this file itself. One process answers one task after the other.
 *
 * @module
 */
import { createRequire } from 'node:module';
import { memoryExitCode, queryMemoryBytes } from './engine-memory.js';
import { valueBytes } from './value-bytes.js';

/** @type {typeof import('@grafeo-db/js')} */
const { GrafeoDB } = createRequire(import.meta.url)('@grafeo-db/js');

/** Open databases by their number. @type {Map<number, import('@grafeo-db/js').GrafeoDB>} */
const databases = new Map();

/** The result whose rows are being read. @type {{ result: import('@grafeo-db/js').QueryResult, next: number } | undefined} */
let reading;

/** @type {{ [Task in import('./engine-messages.js').EngineTask as Task['kind']]: (task: Task) => unknown }} */
const handlers = {
  async build({ path, nodes, relationships }) {
    const building = GrafeoDB.create();
    try {
      /** @type {number[]} */
      const ids = [];
      for (const { label, properties } of nodes)
        for (const id of await building.batchCreateNodesWithProps(label, properties)) ids.push(id);
      await building.batchCreateEdges(
        relationships.map(({ type, from, to, properties }) => ({
          type,
          src: ids[from] ?? -1,
          dst: ids[to] ?? -1,
          properties,
        })),
      );
      building.save(path);
    } finally {
      building.close();
    }
  },
  open({ database, path }) {
    close({ database });
    databases.set(database, GrafeoDB.openReadOnly(path));
  },
  async query({ database, text, parameters, ...limits }) {
    const opened = databases.get(database);
    if (opened === undefined) throw new Error('no file is open');
    const most = process.memoryUsage.rss() + queryMemoryBytes;
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() > most) process.exit(memoryExitCode);
    }, 20);
    try {
      reading = { result: await opened.executeCypher(text, parameters), next: 0 };
    } finally {
      clearInterval(watch);
    }
    return nextRows(limits);
  },
  more: nextRows,
  close,
};

/** @param {{ database: number }} task */
function close({ database }) {
  databases.get(database)?.close();
  databases.delete(database);
}

/**
 * @param {import('./engine-messages.js').AnswerLimits} limits
 * @returns {import('./engine-messages.js').EngineRows}
 */
function nextRows({ maxRows, maxBytes }) {
  if (reading === undefined) throw new Error('no query is being read');
  const { result } = reading;
  const { columns, length } = result;
  const rows = [];
  let bytes = 0;
  /** @type {'rows' | 'bytes' | undefined} */
  let stoppedBy;
  for (; reading.next < length; reading.next += 1) {
    if (rows.length === maxRows) {
      stoppedBy = 'rows';
      break;
    }
    const row = Object.values(result.get(reading.next));
    const size = row.reduce((/** @type {number} */ sum, value) => sum + valueBytes(value), 0);
    if (bytes + size > maxBytes) {
      stoppedBy = 'bytes';
      break;
    }
    bytes += size;
    rows.push(row);
  }
  if (stoppedBy === undefined) reading = undefined;
  return { columns, rows, bytes, ...(stoppedBy && { stoppedBy }) };
}

// An interrupt at the terminal reaches this process too; the one that started it decides.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit(0));

process.on('message', async (/** @type {import('./engine-messages.js').EngineTask} */ task) => {
  /** @type {import('./engine-messages.js').EngineReply} */
  let reply;
  try {
    const handle = /** @type {(task: unknown) => unknown} */ (handlers[task.kind]);
    reply = { value: await handle(task) };
  } catch (error) {
    reply = { error: error instanceof Error ? error.message : String(error) };
  }
  process.send?.(reply);
});
