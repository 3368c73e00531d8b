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

/** Milliseconds within which a child process notices that its parent is gone. */
const WATCH_MS = 200;

/**
 * Starts a child process: for native engines, which do not end with a thread. However this process ends, SIGKILL
 * included, the child ends itself within a fifth of a second, in the middle of a query too.
 *
 * @param execArgv - options of Node for the child; default: none
 */
export function startProcess(script: URL, execArgv: readonly string[] = []): EngineProcess {
  const child = fork(script, {
    execArgv: [...execArgv, '--import', watchParent(process.pid)],
    serialization: 'advanced',
    // What an engine that crashes prints would reach a terminal; its end is an error of the request.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    // A child that could not be started has no exit.
    child.once('error', () => {
      if (child.pid === undefined) resolve();
    });
  });
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

/** A module that ends its process when `parent` is gone; in a thread, since a native engine blocks the main one. */
function watchParent(parent: number): string {
  const watch = `
    setInterval(() => {
      let gone = process.platform !== 'win32' && process.ppid !== ${parent};
      try { process.kill(${parent}, 0); } catch (error) { gone ||= error.code === 'ESRCH'; }
      if (gone) process.kill(process.pid, 'SIGKILL');
    }, ${WATCH_MS});`;
  const start = `
    import { Worker } from 'node:worker_threads';
    new Worker(${JSON.stringify(watch)}, { eval: true, execArgv: [], stdin: false }).unref();`;
  return `data:text/javascript,${encodeURIComponent(start)}`;
}
