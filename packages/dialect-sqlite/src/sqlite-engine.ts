import { createRequire, isBuiltin } from 'node:module';
import { ConfigError } from '@momq/dialect';
import type { PartReport } from '@momq/dialect';
import { engineScript, startProcess, startThread } from '@momq/core/sql';
import type { EngineProcess } from '@momq/core/sql';

/**
 * `auto`: better-sqlite3 where it is installed and loads, else `node:sqlite` where Node has it (22.16 or later), else the
 * WebAssembly build that comes with the pack.
 */
export type SqliteEngineChoice = 'auto' | 'better-sqlite3' | 'node:sqlite' | 'wasm';

/** The engine that runs, after `auto` was decided. */
export type SqliteEngine = Exclude<SqliteEngineChoice, 'auto'>;

const CHOICES: readonly unknown[] = ['auto', 'better-sqlite3', 'node:sqlite', 'wasm'];

/** @throws ConfigError when the engine asked for is unknown or does not load */
export function chooseEngine(choice: SqliteEngineChoice): SqliteEngine {
  if (!CHOICES.includes(choice)) {
    throw new ConfigError(
      `sqlite: expected engine to be one of ${CHOICES.join(', ')}, got ${String(choice)}.`,
    );
  }
  if (choice === 'wasm') return 'wasm';
  const failure = choice === 'node:sqlite' ? undefined : betterSqlite3Failure();
  if (choice !== 'node:sqlite' && failure === undefined) return 'better-sqlite3';
  if (choice === 'better-sqlite3') {
    throw new ConfigError(
      `sqlite: expected better-sqlite3 to load, got: ${failure ?? ''}. Install better-sqlite3 12 and let its install script run, or choose engine 'wasm'.`,
    );
  }
  if (hasNodeSqlite()) return 'node:sqlite';
  if (choice === 'auto') return 'wasm';
  throw new ConfigError(
    `sqlite: expected Node 22.16 or later with node:sqlite, got ${process.version}. Update Node, or choose engine 'wasm'.`,
  );
}

/** What there is of each engine, and which one `engine` is. */
export function diagnoseEngines(engine: SqliteEngine): PartReport[] {
  const failure = betterSqlite3Failure();
  const native = failure === undefined || hasNodeSqlite();
  return [
    {
      part: 'better-sqlite3',
      needed: false,
      ...(failure === undefined
        ? { state: 'ok', detail: 'loads; reads files where they are' }
        : {
            state: /Cannot find (module|package) 'better-sqlite3'/.test(failure)
              ? 'missing'
              : 'broken',
            detail: failure,
            remedy:
              'npm install better-sqlite3@12 and let its install script run, for files that are read where they are',
          }),
    },
    {
      part: 'node:sqlite',
      needed: false,
      ...(hasNodeSqlite()
        ? { state: 'ok', detail: `part of Node ${process.version}; reads files where they are` }
        : {
            state: 'missing',
            detail: `Node ${process.version} has none that can be used`,
            remedy: 'Use Node 22.16 or later, or 24',
          }),
    },
    {
      part: 'engine in use',
      state: 'ok',
      detail: `${engine === 'wasm' ? 'WebAssembly, which copies a file before it reads it' : engine}${reasonFor(engine, native)}`,
    },
  ];
}

function reasonFor(engine: SqliteEngine, native: boolean): string {
  if (engine === 'wasm') return native ? ' (asked for)' : ' (no native engine is installed)';
  return '';
}

/** Starts the engine: a native one in a process of its own, since no thread with it can be stopped. */
export function startEngine(engine: SqliteEngine): EngineProcess {
  const script = engineScript('sqlite-worker.mjs', import.meta.url, '@momq/dialect-sqlite');
  if (engine === 'wasm') return startThread(script);
  return startProcess(
    script,
    engine === 'node:sqlite' ? ['--disable-warning=ExperimentalWarning'] : [],
  );
}

/** Versions before cannot tell the columns of a statement. Asked without loading it, which would print a warning. */
function hasNodeSqlite(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return isBuiltin('node:sqlite') && (major > 23 || minor >= (major === 22 ? 16 : 11));
}

/** Why better-sqlite3 cannot be used; undefined when it can. Asked once. */
function betterSqlite3Failure(): string | undefined {
  probed ??= probe();
  return probed.failure;
}

let probed: { readonly failure: string | undefined } | undefined;

function probe(): { readonly failure: string | undefined } {
  try {
    // The program's own file where a bundler left the module without an address.
    const from = (import.meta.url as string | undefined) ?? process.argv[1] ?? process.cwd();
    const Engine = createRequire(from)('better-sqlite3') as new (path: string) => {
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
