import { QueryExecutionError, QueryTimeoutError } from '@momq/dialect';
import type { EngineProcess } from './engine-process.js';

/** A request to the worker; `operation` picks what it does. */
export interface WorkerRequest {
  readonly operation: string;
  readonly [key: string]: unknown;
}

/** Sends a request and waits for its answer. `timeoutMs` undefined: waits for ever. */
export type WorkerSend = <T>(request: WorkerRequest, timeoutMs?: number) => Promise<T>;

type Reply =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/**
 * A thread or process that answers one request at a time and is killed when an answer is late. The next request starts a
 * fresh one and runs `prepare` (open, load) first. It keeps the process alive only while a request runs.
 */
export class KillableWorker {
  private readonly start: () => EngineProcess;
  private readonly prepare: (send: WorkerSend) => Promise<void>;
  private worker: EngineProcess | undefined;
  private tail: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(start: () => EngineProcess, prepare: (send: WorkerSend) => Promise<void>) {
    this.start = start;
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
    await worker?.stop();
  }

  private async ready(): Promise<EngineProcess> {
    if (this.closed)
      throw new QueryExecutionError(
        'database: expected an open database, got a closed one. Open it again.',
      );
    if (this.worker !== undefined) return this.worker;
    const worker = this.start();
    this.worker = worker;
    worker.events.on('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    try {
      await this.prepare((request, timeoutMs) => this.send(worker, request, timeoutMs));
    } catch (error) {
      this.worker = undefined;
      await worker.stop();
      throw error;
    }
    return worker;
  }

  private send<T>(
    worker: EngineProcess,
    request: WorkerRequest,
    timeoutMs: number | undefined,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(timer);
        worker.events.off('message', onMessage);
        worker.events.off('error', onError);
        worker.events.off('exit', onExit);
        worker.hold(false);
        finish();
      };
      const onMessage = (reply: Reply): void => {
        settle(() => {
          if (reply.ok) resolve(reply.value as T);
          else reject(new QueryExecutionError(reply.message));
        });
      };
      const onError = (error: Error): void => {
        settle(() =>
          reject(
            new QueryExecutionError(
              `engine: expected an answer, but it crashed: ${error.message}`,
              { cause: error },
            ),
          ),
        );
      };
      const onExit = (): void => {
        settle(() =>
          reject(
            new QueryExecutionError(
              'engine: expected an answer, but it was stopped. Open the database again.',
            ),
          ),
        );
      };
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(() => {
              if (this.worker === worker) this.worker = undefined;
              settle(() => {
                void worker.stop().then(() => reject(new QueryTimeoutError(timeoutMs)), reject);
              });
            }, timeoutMs);
      worker.events.on('message', onMessage);
      worker.events.on('error', onError);
      worker.events.on('exit', onExit);
      worker.hold(true);
      worker.post(request);
    });
  }
}
