import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { QueryTimeoutError } from '@momq/dialect';
import type { EngineReply, EngineRequest, EngineTask } from './engine-messages.js';

/** The engine process ended before it answered: it was stopped for another caller's query, or crashed. */
export class EngineStoppedError extends Error {
  override readonly name = 'EngineStoppedError';
}

/** The engine reported an error in its own words. */
export class EngineReportedError extends Error {
  override readonly name = 'EngineReportedError';
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface RunningProcess {
  readonly child: ChildProcess;
  readonly waiting: Map<number, Waiting>;
}

/**
 * Starts the engine process when it is needed, restarts it after it was stopped, and never keeps this process alive
 * while nothing is asked of it.
 */
export class EngineClient {
  private running: RunningProcess | undefined;
  private nextId = 0;
  /** Grows with every start, so that an owner of a database notices that it has to open it again. */
  generation = 0;

  /** Starts the process if none runs; returns the generation that the next {@link ask} goes to. */
  start(): number {
    this.running ??= this.spawn();
    return this.generation;
  }

  /**
   * @throws QueryTimeoutError after `timeoutMs`; the process is killed, with every database in it.
   * @throws EngineReportedError for an error of the engine.
   * @throws EngineStoppedError when the process ended meanwhile.
   */
  async ask(task: EngineTask, timeoutMs?: number): Promise<unknown> {
    this.start();
    const running = this.running!;
    const id = this.nextId++;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        running.waiting.set(id, { resolve, reject });
        holdOpen(running);
        if (timeoutMs !== undefined) {
          timer = setTimeout(() => {
            running.waiting.delete(id);
            this.stop(running);
            reject(new QueryTimeoutError(timeoutMs));
          }, timeoutMs);
        }
        running.child.send({ id, task } satisfies EngineRequest, (error) => {
          if (error) reject(new EngineStoppedError(error.message));
        });
      });
    } finally {
      clearTimeout(timer);
      running.waiting.delete(id);
      holdOpen(running);
    }
  }

  private stop(running: RunningProcess): void {
    if (this.running === running) this.running = undefined;
    running.child.kill('SIGKILL');
  }

  private spawn(): RunningProcess {
    this.generation += 1;
    const child = fork(fileURLToPath(new URL('./engine-process.js', import.meta.url)), [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const running: RunningProcess = { child, waiting: new Map() };
    child.on('message', (reply: EngineReply) => {
      const waiting = running.waiting.get(reply.id);
      if ('error' in reply) waiting?.reject(new EngineReportedError(reply.error));
      else waiting?.resolve(reply.value);
    });
    const ended = (reason: string) => {
      if (this.running === running) this.running = undefined;
      for (const waiting of running.waiting.values())
        waiting.reject(new EngineStoppedError(reason));
      running.waiting.clear();
    };
    child.on('error', (error) => ended(error.message));
    child.on('exit', (code, signal) =>
      ended(`the graph engine's process ended (${signal ?? code ?? 'unknown'})`),
    );
    holdOpen(running);
    return running;
  }
}

/** The event loop waits for the child only while an answer is outstanding. */
function holdOpen({ child, waiting }: RunningProcess): void {
  if (waiting.size > 0) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}
