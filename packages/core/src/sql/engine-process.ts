import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Worker } from 'node:worker_threads';

/** A thread or process that runs an engine and can be stopped at any time. */
export interface EngineProcess {
  /** Emits `message`, `error` and `exit`. */
  readonly events: Worker | ChildProcess;
  /** Sends a message; anything that structured cloning copies. */
  post(message: unknown): void;
  /** Whether it keeps this process alive. */
  hold(alive: boolean): void;
  /** Ends it at once, whatever it does; resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts a worker thread: for WebAssembly engines, which end with their thread. */
export function startThread(script: URL): EngineProcess {
  const worker = new Worker(script, { execArgv: [] });
  return {
    events: worker,
    post: (message) => worker.postMessage(message),
    hold: (alive) => (alive ? worker.ref() : worker.unref()),
    stop: async () => {
      await worker.terminate();
    },
  };
}

/** Starts a child process: for native engines, which do not end with a thread. */
export function startProcess(script: URL): EngineProcess {
  const child = fork(script, {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    events: child,
    post: (message) => child.send(message as object),
    hold(alive) {
      if (alive) child.ref();
      else child.unref();
      if (alive) child.channel?.ref();
      else child.channel?.unref();
    },
    async stop() {
      // Not held, it would let this process end before its own end is known.
      child.ref();
      child.kill('SIGKILL');
      await ended;
    },
  };
}
