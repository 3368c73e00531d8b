import { Worker } from 'node:worker_threads';
import { QueryExecutionError, QueryTimeoutError } from '../errors/momq-error.js';

/** A request to the worker; `operation` picks what it does. */
export interface WorkerRequest {
  readonly operation: string;
  readonly [key: string]: unknown;
}

/** Sends a request and waits for its answer. `timeoutMs` undefined: waits for ever. */
export type WorkerSend = <T>(request: WorkerRequest, timeoutMs?: number) => Promise<T>;

type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/**
 * A worker thread that answers one request at a time and is killed when an answer is late. The next request starts a
 * fresh one and runs `prepare` (open, load) first. It keeps the process alive only while a request runs.
 */
export class KillableWorker {
  private readonly script: URL;
  private readonly prepare: (send: WorkerSend) => Promise<void>;
  private worker: Worker | undefined;
  private tail: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(script: URL, prepare: (send: WorkerSend) => Promise<void>) {
    this.script = script;
    this.prepare = prepare;
  }

  /**
   * Runs after all earlier requests. The clock of `timeoutMs` starts when the worker gets the request.
   *
   * @throws QueryTimeoutError when the answer is late; QueryExecutionError with the worker's own message
   */
  request<T>(request: WorkerRequest, timeoutMs?: number): Promise<T> {
    const turn = this.tail.then(async () => {
      const worker = await this.ready();
      return this.send<T>(worker, request, timeoutMs);
    });
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  /** Stops the worker; later requests are errors. */
  async close(): Promise<void> {
    this.closed = true;
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private async ready(): Promise<Worker> {
    if (this.closed) throw new QueryExecutionError('database: expected an open database, got a closed one. Open it again.');
    if (this.worker !== undefined) return this.worker;
    const worker = new Worker(this.script, { execArgv: [] });
    this.worker = worker;
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    try {
      await this.prepare((request, timeoutMs) => this.send(worker, request, timeoutMs));
    } catch (error) {
      this.worker = undefined;
      await worker.terminate();
      throw error;
    }
    return worker;
  }

  private send<T>(worker: Worker, request: WorkerRequest, timeoutMs: number | undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(timer);
        worker.off('message', onMessage);
        worker.off('error', onError);
        worker.off('exit', onExit);
        worker.unref();
        finish();
      };
      const onMessage = (reply: Reply): void => {
        settle(() => {
          if (reply.ok) resolve(reply.value as T);
          else reject(new QueryExecutionError(reply.message));
        });
      };
      const onError = (error: Error): void => {
        settle(() => reject(new QueryExecutionError(`engine: expected an answer, but it crashed: ${error.message}`, { cause: error })));
      };
      const onExit = (): void => {
        settle(() => reject(new QueryExecutionError('engine: expected an answer, but it was stopped. Open the database again.')));
      };
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(() => {
              if (this.worker === worker) this.worker = undefined;
              settle(() => {
                void worker.terminate().then(() => reject(new QueryTimeoutError(timeoutMs)), reject);
              });
            }, timeoutMs);
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.on('exit', onExit);
      worker.ref();
      worker.postMessage(request);
    });
  }
}
