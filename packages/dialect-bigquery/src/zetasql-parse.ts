import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { engineScript, offsetsOfBytes } from '@momq/core/sql';
import { QuerySyntaxError } from '@momq/dialect';
import type { TextRange } from '@momq/dialect';
import type { Found } from './zetasql-analysis.mjs';
import { findZetaSql } from './zetasql-service.mjs';

/** Milliseconds for one text, and for the first one besides, which waits for the server's start. */
const PATIENCE_MS = 1_500;
const START_MS = 20_000;

type Reply = { readonly found: Found } | { readonly syntax: string } | { readonly failure: string };

/**
 * ZetaSQL's parser for callers that wait: a thread asks its server, this one sleeps until the answer is there. One for all parsers
 * of the process; it keeps nothing alive.
 */
class ParseThread {
  private readonly done = new Int32Array(new SharedArrayBuffer(4));
  private readonly port: MessagePort;
  private readonly worker: Worker;
  private patience = START_MS;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.worker = new Worker(
      engineScript('zetasql-parse-thread.mjs', import.meta.url, '@momq/dialect-bigquery'),
      {
        workerData: { moduleUrl: import.meta.url, port: port2, done: this.done },
        transferList: [port2],
        execArgv: [],
      },
    );
    this.worker.unref();
    port1.unref();
  }

  /** @returns undefined where no answer came in time; the thread is then of no more use */
  parse(text: string): Reply | undefined {
    Atomics.store(this.done, 0, 0);
    this.port.postMessage(text);
    Atomics.wait(this.done, 0, 0, this.patience);
    this.patience = PATIENCE_MS;
    return receiveMessageOnPort(this.port)?.message as Reply | undefined;
  }

  stop(): void {
    void this.worker.terminate();
  }
}

let thread: ParseThread | undefined;

/** True where ZetaSQL is installed and has a program for this machine. */
export function hasZetaSql(): boolean {
  return findZetaSql(import.meta.url) !== undefined;
}

/**
 * What ZetaSQL's parser finds in a text.
 *
 * @throws QuerySyntaxError with BigQuery's own words, line and column; also for a text that takes too long or nests too deep
 */
export function parseWithZetaSql(text: string): Found {
  thread ??= new ParseThread();
  const reply = thread.parse(text);
  if (reply !== undefined && 'found' in reply) return inText(text, reply.found);
  if (reply !== undefined && 'syntax' in reply) throw located(text, reply.syntax);
  if (reply === undefined) {
    thread.stop();
    thread = undefined;
  }
  const why = reply === undefined ? 'no answer in time' : reply.failure;
  throw new QuerySyntaxError(
    `bigquery: expected a text that the parser can take, got ${why}. Shorten or flatten it`,
    { line: 1, column: 1, fragment: text.slice(0, 20) },
  );
}

/** ZetaSQL counts bytes. */
function inText(text: string, found: Found): Found {
  const offsetOf = offsetsOfBytes(text);
  const part = <Part extends TextRange>(each: Part): Part => ({
    ...each,
    start: offsetOf(each.start),
    end: offsetOf(each.end),
  });
  return {
    ...found,
    tables: found.tables.map(part),
    literals: found.literals.map(part),
    placeholders: found.placeholders.map(part),
    limitAt: found.limitAt === undefined ? undefined : offsetOf(found.limitAt),
    ...(found.limit !== undefined && { limit: part(found.limit) }),
  };
}

function located(text: string, message: string): QuerySyntaxError {
  const [, line = '1', column = '1'] = /\[at (\d+):(\d+)\]/.exec(message) ?? [];
  const rest = (text.split(/\r\n|\r|\n/)[Number(line) - 1] ?? '').slice(Number(column) - 1);
  const fragment = /^\s*(?:\w+|\S)/.exec(rest)?.[0].trim() ?? 'end of text';
  const words = message.replace(/\s*\[at \d+:\d+\]$/, '').replace(/^Syntax error: /, '');
  return new QuerySyntaxError(`bigquery: ${words}`, {
    line: Number(line),
    column: Number(column),
    fragment,
  });
}
