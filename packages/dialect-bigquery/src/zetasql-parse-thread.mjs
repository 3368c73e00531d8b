/**
 * Worker thread that parses texts with ZetaSQL for a caller that waits. Plain JavaScript, so that it also starts from the sources.
 */
import { workerData } from 'node:worker_threads';
import { analyseScript } from './zetasql-analysis.mjs';
import { languageOptions, parseProto } from './zetasql-protocol.mjs';
import { findZetaSql, startZetaSql } from './zetasql-service.mjs';

/** @type {{ moduleUrl: string | undefined, port: import('node:worker_threads').MessagePort, done: Int32Array }} */
const { moduleUrl, port, done } = workerData;

/** gRPC's code of an argument that is not right: here a text that does not parse. */
const INVALID_ARGUMENT = 3;

/** Levels of the tree at most, beyond which the text is refused as too deep. */
const NESTING = 3000;

/** @type {Promise<import('./zetasql-service.mjs').ZetaSqlService> | undefined} */
let service;

async function start() {
  const found = findZetaSql(moduleUrl);
  if (found === undefined) throw new Error('ZetaSQL is no longer installed');
  const started = startZetaSql(found, parseProto, NESTING);
  started.hold(false);
  await started.ready();
  return started;
}

/** @param {string} text */
async function parse(text) {
  try {
    service ??= start();
    const request = { sqlStatement: text, options: languageOptions, allowScript: true };
    const tree = /** @type {{ parsedScript?: unknown }} */ (
      await (await service).call('Parse', request)
    );
    return { found: analyseScript(tree.parsedScript, Buffer.from(text)) };
  } catch (error) {
    const { code, details, message } = /** @type {Record<string, unknown>} */ (error);
    if (code === INVALID_ARGUMENT) return { syntax: String(details) };
    // A server that ended is started anew with the next text.
    if (code === 14) service = undefined;
    return { failure: String(details ?? message) };
  }
}

port.on('message', async (text) => {
  port.postMessage(await parse(text));
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
});
