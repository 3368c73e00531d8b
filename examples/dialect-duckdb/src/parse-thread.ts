import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { engineScript } from '@momq/core/sql';
import { QuerySyntaxError } from '@momq/dialect';

/** Milliseconds for one text, and for the first one besides, which waits for the engine's start. */
const PATIENCE_MS = 1_500;
const START_MS = 20_000;

/** DuckDB's tree of one text, or its error. */
export interface DuckdbTree {
  readonly statements?: readonly unknown[];
  readonly error_message?: string;
  readonly position?: string;
}

/** What a text is: queries as a tree, or statements of other kinds, of which only the number is known. */
export type Parsed = { readonly tree: DuckdbTree } | { readonly others: number };

type Reply = { readonly json: string } | { readonly others: number } | { readonly failure: string };

/** The thread of all parsers of the process. It keeps nothing alive. */
class ParseThread {
  private readonly done = new Int32Array(new SharedArrayBuffer(4));
  private readonly port: MessagePort;
  private readonly worker: Worker;
  private patience = START_MS;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const script = engineScript('parse-thread.mjs', import.meta.url, 'momq-dialect-duckdb');
    this.worker = new Worker(script, {
      workerData: { port: port2, done: this.done },
      transferList: [port2],
      execArgv: [],
    });
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

/**
 * What DuckDB's parser makes of a text; a text with an error gives a tree that says so.
 *
 * @throws QuerySyntaxError for a text that takes too long
 */
export function parseWithDuckdb(text: string): Parsed {
  thread ??= new ParseThread();
  const reply = thread.parse(text);
  if (reply !== undefined && 'json' in reply) return { tree: JSON.parse(reply.json) as DuckdbTree };
  if (reply !== undefined && 'others' in reply) return reply;
  if (reply === undefined) {
    thread.stop();
    thread = undefined;
  }
  const why = reply?.failure ?? 'no answer in time';
  throw new QuerySyntaxError(`duckdb: expected a text that the parser can take, got ${why}`, {
    line: 1,
    column: 1,
    fragment: text.slice(0, 20),
  });
}
