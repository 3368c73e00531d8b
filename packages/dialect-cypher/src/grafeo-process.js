/**
 * Reads a Grafeo file, run as a process of its own: the engine is native code that nothing can stop. Plain JavaScript because
 * Node.js starts this file itself. It answers one path with its nodes and relationships, and ends.
 *
 * @module
 */
import { createRequire } from 'node:module';

/** @type {typeof import('@grafeo-db/js')} */
const { GrafeoDB } = createRequire(import.meta.url)('@grafeo-db/js');

/** Rows of one message. */
const batch = 10_000;

const queries = {
  nodes: 'MATCH (n) RETURN id(n) AS id, labels(n) AS labels, properties(n) AS properties',
  relationships:
    'MATCH (a)-[r]->(b) RETURN type(r) AS type, id(a) AS start, id(b) AS end, properties(r) AS properties',
};

/** @param {import('./grafeo-messages.js').GrafeoMessage} message */
function send(message) {
  return new Promise((resolve) => process.send?.(message, undefined, undefined, resolve));
}

// An interrupt at the terminal reaches this process too; the one that started it decides.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit(0));

process.on('message', async (/** @type {string} */ path) => {
  try {
    const graph = GrafeoDB.openReadOnly(path);
    for (const kind of /** @type {const} */ (['nodes', 'relationships'])) {
      const result = await graph.executeCypher(queries[kind]);
      for (let from = 0; from < result.length; from += batch) {
        const rows = [];
        for (let at = from; at < Math.min(from + batch, result.length); at += 1)
          rows.push(Object.values(result.get(at)));
        await send({ kind, rows });
      }
    }
    graph.close();
    await send({ kind: 'end' });
  } catch (error) {
    await send({ kind: 'error', message: error instanceof Error ? error.message : String(error) });
  }
});
