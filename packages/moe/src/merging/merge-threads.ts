import { Worker } from 'node:worker_threads';
import { MoeError, type MoeErrorCode } from '../errors.js';
import type { MergeConfig } from './merge-config.js';
import type { ShardOptions } from './shard-files.js';
import { mergeAborted, type MergeTask } from './write-merged-tensors.js';

/** What a thread needs to plan the same merge. */
export interface MergeWorkerData {
  readonly config: MergeConfig;
  readonly folders: Readonly<Record<string, string>>;
  readonly seed: number;
  /** Folder that the files are written in. */
  readonly working: string;
  readonly sharding: ShardOptions;
}

/** A thread's answer to the name of a tensor: done, or what went wrong. */
export interface MergeWorkerReply {
  readonly error?: Error;
  /** Code of a coded error. */
  readonly code?: string;
}

/** Threads that share the tensors of a merge, the next tensor to whichever is free. */
export class MergeThreads {
  readonly #workers: readonly Worker[];
  readonly #idle: Worker[];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  readonly #signal: AbortSignal | undefined;
  readonly #failures = new Map<Worker, unknown>();

  constructor(count: number, data: MergeWorkerData, signal?: AbortSignal) {
    const script = new URL('./merge-worker.js', import.meta.url);
    this.#workers = Array.from({ length: count }, () => new Worker(script, { workerData: data }));
    this.#idle = [...this.#workers];
    // a thread that fails before it is asked anything tells it when it is asked; without a listener it ends the process
    for (const worker of this.#workers)
      worker.on('error', (error) => this.#failures.set(worker, error));
    this.#signal = signal;
  }

  /** Carries out a task when a thread is free. @throws MoeError as the task does, `MOE_ABORTED` */
  async perform({ name }: MergeTask): Promise<void> {
    const worker =
      this.#idle.pop() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)));
    if (this.#signal?.aborted === true) throw mergeAborted(name);
    if (this.#failures.has(worker)) throw this.#failures.get(worker);
    const { error, code } = await ask(worker, name);
    if (error !== undefined)
      throw code?.startsWith('MOE_') === true
        ? new MoeError(code as MoeErrorCode, error.message, { cause: error })
        : error;
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }

  /** Stops the threads. */
  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

async function ask(worker: Worker, name: string): Promise<MergeWorkerReply> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', answered);
      worker.off('error', failed);
    };
    const answered = (reply: MergeWorkerReply): void => {
      settle();
      resolve(reply);
    };
    const failed = (error: Error): void => {
      settle();
      reject(error);
    };
    worker.on('message', answered);
    worker.on('error', failed);
    worker.postMessage(name);
  });
}
