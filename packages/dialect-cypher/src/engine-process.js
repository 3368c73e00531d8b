/**
 * The embedded graph engine, run as a child process so that a query that does not end can be stopped.
 * Plain JavaScript because Node.js starts this file itself. One process holds any number of databases.
 *
 * @module
 */
import { createRequire } from 'node:module';

/** @type {typeof import('@grafeo-db/js')} */
const { GrafeoDB } = createRequire(import.meta.url)('@grafeo-db/js');

/** Open databases by their number. @type {Map<number, import('@grafeo-db/js').GrafeoDB>} */
const databases = new Map();

/**
 * @param {number} database
 * @returns {import('@grafeo-db/js').GrafeoDB}
 */
function opened(database) {
  const found = databases.get(database);
  if (found === undefined) throw new Error(`database ${database} is not open`);
  return found;
}

/** @type {{ [Task in import('./engine-messages.js').EngineTask as Task['kind']]: (task: Task) => unknown }} */
const handlers = {
  async build({ path, nodes, relationships }) {
    const building = GrafeoDB.create();
    try {
      /** @type {number[]} */
      const ids = [];
      for (const { label, properties } of nodes)
        ids.push(...(await building.batchCreateNodesWithProps(label, properties)));
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
    databases.get(database)?.close();
    databases.set(database, GrafeoDB.openReadOnly(path));
  },
  async query({ database, text, maxRows }) {
    const result = await opened(database).executeCypher(text);
    const rows = result.rows();
    return {
      columns: result.columns,
      rows: rows.slice(0, maxRows),
      truncated: rows.length > maxRows,
    };
  },
  close({ database }) {
    databases.get(database)?.close();
    databases.delete(database);
  },
};

process.on('disconnect', () => process.exit(0));

process.on(
  'message',
  async (/** @type {import('./engine-messages.js').EngineRequest} */ { id, task }) => {
    /** @type {import('./engine-messages.js').EngineReply} */
    let reply;
    try {
      const handle = /** @type {(task: unknown) => unknown} */ (handlers[task.kind]);
      reply = { id, value: await handle(task) };
    } catch (error) {
      reply = { id, error: error instanceof Error ? error.message : String(error) };
    }
    process.send?.(reply);
  },
);
