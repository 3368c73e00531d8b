import { createRequire } from 'node:module';
import { ConfigError } from '@momq/dialect';
import { startProcess, startThread } from '@momq/core/sql';
import type { EngineProcess } from '@momq/core/sql';

/** `auto`: better-sqlite3 where it is installed and loads, else the WebAssembly build that comes with the pack. */
export type SqliteEngineChoice = 'auto' | 'wasm' | 'better-sqlite3';

/** The engine that runs, after `auto` was decided. */
export type SqliteEngine = Exclude<SqliteEngineChoice, 'auto'>;

const WORKER = new URL('./sqlite-worker.mjs', import.meta.url);

/** @throws ConfigError when better-sqlite3 is asked for and does not load */
export function chooseEngine(choice: SqliteEngineChoice): SqliteEngine {
  if (choice === 'wasm') return 'wasm';
  const failure = loadFailure();
  if (failure === undefined) return 'better-sqlite3';
  if (choice === 'auto') return 'wasm';
  throw new ConfigError(
    `sqlite: expected better-sqlite3 to load, got: ${failure}. Install better-sqlite3 12 and let its install script run, or choose engine 'wasm'.`,
  );
}

/** Starts the engine: the native one in a process of its own, since no thread with it can be stopped. */
export function startEngine(engine: SqliteEngine): EngineProcess {
  return engine === 'wasm' ? startThread(WORKER) : startProcess(WORKER);
}

/** Why better-sqlite3 cannot be used; undefined when it can. Asked once. */
function loadFailure(): string | undefined {
  probed ??= probe();
  return probed.failure;
}

let probed: { readonly failure: string | undefined } | undefined;

function probe(): { readonly failure: string | undefined } {
  try {
    const Engine = createRequire(import.meta.url)('better-sqlite3') as new (path: string) => {
      close(): void;
    };
    new Engine(':memory:').close();
    return { failure: undefined };
  } catch (error) {
    return {
      failure: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
    };
  }
}
