import { DatabaseClosedError, QueryExecutionError, QueryTimeoutError } from '@momq/dialect';
import type { EngineProcess } from './engine-process.js';

/** A request to the worker; `operation` picks what it does. */
export interface WorkerRequest {
  readonly operation: string;
  readonly [key: string]: unknown;
}

/** Sends a request and waits for its answer. `timeoutMs` undefined: waits for ever. */
export type WorkerSend = <T>(request: WorkerRequest, timeoutMs?: number) => Promise<T>;

type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string; readonly code?: string };

/** The engine ended without an answer, by a crash or because somebody killed it. */
class EngineLostError extends QueryExecutionError {}

/**
 * A thread or process that answers one request at a time and is killed when an answer is late or no longer wanted. The
 * next request starts a fresh one and runs `prepare` (open, load) first. A request whose engine dies under it runs once
 * more on a fresh one. It keeps the process alive only while a request runs.
 */
export class KillableWorker {
  private readonly start: () => EngineProcess;
  private readonly prepare: (send: WorkerSend) => Promise<void>;
  private readonly databaseName: string;
  private worker: EngineProcess | undefined;
  private tail: Promise<unknown> = Promise.resolve();
  private closed = false;

  /** @param databaseName - named where a request comes after {@link KillableWorker.close} */
  constructor(
    start: () => EngineProcess,
    prepare: (send: WorkerSend) => Promise<void>,
    databaseName = 'of this engine',
  ) {
    this.start = start;
    this.prepare = prepare;
    this.databaseName = databaseName;
  }

  /**
   * Runs after all earlier requests. The clock of `timeoutMs` starts when the worker gets the request.
   *
   * @param signal - stops the worker; a request that still waits for its turn just leaves
   * @throws QueryTimeoutError when the answer is late; QueryExecutionError with the worker's own message, and the worker's
   *   `code` as `cause`; DatabaseClosedError after {@link KillableWorker.close}; the signal's reason
   */
  request<T>(request: WorkerRequest, timeoutMs?: number, signal?: AbortSignal): Promise<T> {
    if (this.closed) return Promise.reject(new DatabaseClosedError(this.databaseName));
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => reject(signal?.reason as Error);
      if (signal?.aborted === true) {
        leave();
        return;
      }
      signal?.addEventListener('abort', leave, { once: true });
      this.tail = this.tail.then(async () => {
        signal?.removeEventListener('abort', leave);
        if (signal?.aborted !== true) {
          await this.run<T>(request, timeoutMs, signal).then(resolve, reject);
        }
      });
    });
  }

  /** Stops the worker, so that the next request starts a fresh one. Waits for the request that runs. */
  restart(): Promise<void> {
    const turn = this.tail.then(() => this.drop());
    this.tail = turn;
    return turn;
  }

  /** Stops the worker; running and later requests fail. */
  async close(): Promise<void> {
    this.closed = true;
    await this.drop();
  }

  private async drop(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    await worker?.stop();
  }

  private async run<T>(
    request: WorkerRequest,
    timeoutMs: number | undefined,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const worker = await this.ready(signal);
        return await this.send<T>(worker, request, timeoutMs, signal);
      } catch (error) {
        if (this.closed) throw new DatabaseClosedError(this.databaseName);
        if (!(error instanceof EngineLostError) || attempt === 2) throw error;
      }
    }
  }

  private async ready(signal: AbortSignal | undefined): Promise<EngineProcess> {
    if (this.closed) throw new DatabaseClosedError(this.databaseName);
    if (this.worker !== undefined) return this.worker;
    const worker = this.start();
    this.worker = worker;
    const forget = (): void => {
      if (this.worker === worker) this.worker = undefined;
    };
    worker.events.on('exit', forget);
    worker.events.on('error', forget);
    try {
      await this.prepare((request, timeoutMs) => this.send(worker, request, timeoutMs, signal));
    } catch (error) {
      forget();
      await worker.stop();
      throw error;
    }
    return worker;
  }

  private send<T>(
    worker: EngineProcess,
    request: WorkerRequest,
    timeoutMs: number | undefined,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (finish: () => void): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        worker.events.off('message', onMessage);
        worker.events.off('error', onError);
        worker.events.off('exit', onExit);
        worker.hold(false);
        finish();
      };
      const stopFor = (error: unknown): void => {
        if (this.worker === worker) this.worker = undefined;
        settle(() => {
          void worker.stop().then(() => reject(error as Error), reject);
        });
      };
      const onMessage = (reply: Reply): void => {
        settle(() => {
          if (reply.ok) resolve(reply.value as T);
          else reject(new QueryExecutionError(reply.message, { cause: reply.code }));
        });
      };
      const onError = (cause: Error): void => {
        const message = `engine: expected an answer, but it crashed: ${cause.message}`;
        settle(() => reject(new EngineLostError(message, { cause })));
      };
      const onExit = (): void => {
        const message =
          'engine: expected an answer, but it was stopped. Open the database again, or narrow the query.';
        settle(() => reject(new EngineLostError(message)));
      };
      const onAbort = (): void => stopFor(signal?.reason);
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(() => stopFor(new QueryTimeoutError(timeoutMs)), timeoutMs);
      worker.events.on('message', onMessage);
      worker.events.on('error', onError);
      worker.events.on('exit', onExit);
      if (signal?.aborted === true) {
        onAbort();
        return;
      }
      signal?.addEventListener('abort', onAbort, { once: true });
      worker.hold(true);
      worker.post(request);
    });
  }
}
