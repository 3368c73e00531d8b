import { fork, type ChildProcess } from 'node:child_process';
import { createTemporaryFolder, removeTemporaryFolder } from '@momq/core/execution';
import { engineScript } from '@momq/core/sql';
import { memoryExitCode, queryMemoryBytes } from './engine-memory.js';
import type { EngineReply, EngineTask } from './engine-messages.js';

/** The engine reported an error in its own words, or its process ended before it answered. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** One process of the embedded engine. It keeps this process alive only while a task runs. */
export class EngineChild {
  /** Databases that it has open, with the version of their file. */
  readonly opened = new Map<number, string>();
  private readonly child: ChildProcess;
  private settle: ((reply: EngineReply) => void) | undefined;
  private isGone = false;

  /** Starts a process with a temporary folder of its own, which ends with it: the engine leaves files there when it is killed. */
  static async start(): Promise<EngineChild> {
    return new EngineChild(await createTemporaryFolder());
  }

  private constructor(temporaryFolder: string) {
    this.child = fork(
      engineScript('engine-process.js', import.meta.url, '@momq/dialect-cypher'),
      [],
      {
        serialization: 'advanced',
        execArgv: [],
        env: {
          // eslint-disable-next-line no-restricted-properties -- the environment that a child has anyway
          ...process.env,
          TMPDIR: temporaryFolder,
          TMP: temporaryFolder,
          TEMP: temporaryFolder,
        },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      },
    );
    this.child.on('message', (reply: EngineReply) => this.settle?.(reply));
    const ended = (reason: string): void => {
      this.isGone = true;
      this.settle?.({ error: reason });
      // what cannot be removed now goes when this process ends
      removeTemporaryFolder(temporaryFolder).catch(() => undefined);
    };
    this.child.on('error', (error) => ended(error.message));
    this.child.on('exit', (code, signal) => ended(reasonToEnd(code, signal)));
    this.hold(false);
  }

  /** True when it can take no more tasks. */
  get gone(): boolean {
    return this.isGone;
  }

  /** Runs one task; the caller waits before it asks again. @throws EngineError */
  async ask(task: EngineTask): Promise<unknown> {
    this.hold(true);
    try {
      const reply = await new Promise<EngineReply>((resolve) => {
        this.settle = resolve;
        if (this.isGone) resolve({ error: "the engine's process has ended" });
        else
          this.child.send(task, (error) => {
            if (error) resolve({ error: error.message });
          });
      });
      if ('error' in reply) throw new EngineError(reply.error);
      return reply.value;
    } finally {
      this.settle = undefined;
      this.hold(false);
    }
  }

  /** Ends it at once, whatever it does. */
  kill(): void {
    this.isGone = true;
    this.child.kill('SIGKILL');
  }

  private hold(alive: boolean): void {
    if (alive) {
      this.child.ref();
      this.child.channel?.ref();
    } else {
      this.child.unref();
      this.child.channel?.unref();
    }
  }
}

function reasonToEnd(code: number | null, signal: string | null): string {
  return code === memoryExitCode
    ? `expected a query that needs at most ${queryMemoryBytes / 2 ** 20} MiB beyond the graph, got one that needs more. Narrow it or add LIMIT.`
    : `the engine's process ended (${signal ?? code ?? 'unknown'})`;
}
