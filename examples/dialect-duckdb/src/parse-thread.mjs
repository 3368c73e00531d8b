// @ts-check
/**
 * Worker thread that parses texts with DuckDB for a caller that waits. Plain JavaScript, so that it also starts from the sources.
 */
import { workerData } from 'node:worker_threads';
import { DuckDBInstance } from '@duckdb/node-api';

/** @type {{ port: import('node:worker_threads').MessagePort, done: Int32Array }} */
const { port, done } = workerData;

/** Some statements read files while they are counted: IMPORT DATABASE its scripts. */
const instance = await DuckDBInstance.create(':memory:', {
  threads: '1',
  enable_external_access: 'false',
  autoload_known_extensions: 'false',
  lock_configuration: 'true',
});
const connection = await instance.connect();
const serialize = await connection.prepare('SELECT json_serialize_sql(CAST($1 AS VARCHAR))');

/**
 * DuckDB's tree of queries as JSON, or its error. Of other statements, which it does not write as JSON, their number.
 *
 * @param {string} text
 */
async function parse(text) {
  serialize.bindVarchar(1, text);
  const json = String((await serialize.runAndReadAll()).getRows()[0]?.[0]);
  if (!json.includes('Only SELECT statements can be serialized')) return { json };
  return { others: (await connection.extractStatements(text)).count };
}

port.on('message', async (text) => {
  const reply = await parse(text).catch((error) => ({ failure: String(error.message ?? error) }));
  port.postMessage(reply);
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
});
