import { join } from 'node:path';
import { DatabaseOpenError } from '@momq/dialect';
import type { Database, DatabaseContent, DatabaseSchema } from '@momq/dialect';
import { KillableWorker, startThread } from '@momq/core/sql';
import type { WorkerRequest } from '@momq/core/sql';
import { renderPostgresContent } from './postgres-content.js';
import { PostgresDatabase } from './postgres-database.js';
import type { EngineLimits, PostgresEngine, RawResult } from './postgres-database.js';

const WORKER = new URL('./pglite-worker.mjs', import.meta.url);
const VERSION = '0.5.16';

/** Milliseconds that the engine stays after the last database was closed; starting it takes longer than any load. */
const IDLE_MS = 10_000;

/** One engine a process: PGlite takes hundreds of megabytes, and loads a small database in milliseconds. */
const shared: {
  engine: KillableWorker | undefined;
  databases: number;
  made: number;
  idle: NodeJS.Timeout | undefined;
} = {
  engine: undefined,
  databases: 0,
  made: 0,
  idle: undefined,
};

/**
 * Builds an embedded database from plain data. All embedded databases of a process share one engine, each in its own
 * schema; queries run one after another.
 *
 * @param cacheFolder - keeps an empty cluster, so that later starts take half a second instead of two
 * @throws DatabaseOpenError when the content cannot be loaded
 */
export async function createPostgresDatabase(
  content: DatabaseContent,
  cacheFolder: string,
): Promise<Database> {
  const { schema, ...load } = renderPostgresContent(content);
  shared.made += 1;
  const namespace = `momq_${shared.made}`;
  const engine = acquire(cacheFolder);
  const loading = { operation: 'load', schema: namespace, ...load };
  try {
    await engine.request(loading);
    return await PostgresDatabase.over(new PgliteEngine(engine, namespace, schema, loading));
  } catch (cause) {
    release();
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseOpenError(
      `postgres: expected content that PostgreSQL can hold, got: ${detail}. Correct the schema or the rows.`,
      { cause },
    );
  }
}

class PgliteEngine implements PostgresEngine {
  private readonly engine: KillableWorker;
  private readonly namespace: string;
  private readonly known: DatabaseSchema;
  private readonly loading: WorkerRequest;
  private closed = false;

  constructor(
    engine: KillableWorker,
    namespace: string,
    schema: DatabaseSchema,
    loading: WorkerRequest,
  ) {
    this.engine = engine;
    this.namespace = namespace;
    this.known = schema;
    this.loading = loading;
  }

  schema(): Promise<DatabaseSchema> {
    return Promise.resolve(this.known);
  }

  query(sql: string, { maxRows, timeoutMs }: EngineLimits): Promise<RawResult> {
    return this.request<RawResult>({ operation: 'query', sql, maxRows }, timeoutMs);
  }

  explain(sql: string, timeoutMs: number): Promise<string> {
    return this.request<{ readonly plan: string }>({ operation: 'explain', sql }, timeoutMs).then(
      ({ plan }) => plan,
    );
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.engine.request({ operation: 'drop', schema: this.namespace });
    release();
  }

  /** A timeout kills the engine and with it every database in it: load this one again when it is asked next. */
  private async request<T extends object>(request: WorkerRequest, timeoutMs: number): Promise<T> {
    if (this.closed)
      throw new DatabaseOpenError(
        'postgres: expected an open database, got a closed one. Open it again.',
      );
    for (;;) {
      const answer = await this.engine.request<T | { readonly missing: true }>(
        { ...request, schema: this.namespace },
        timeoutMs,
      );
      if (!('missing' in answer)) return answer;
      await this.engine.request(this.loading);
    }
  }
}

function acquire(cacheFolder: string): KillableWorker {
  clearTimeout(shared.idle);
  shared.databases += 1;
  shared.engine ??= new KillableWorker(
    () => startThread(WORKER),
    (send) => send({ operation: 'start', snapshot: join(cacheFolder, `pglite-${VERSION}.tar.gz`) }),
  );
  return shared.engine;
}

function release(): void {
  shared.databases -= 1;
  if (shared.databases > 0) return;
  shared.idle = setTimeout(() => {
    const { engine } = shared;
    shared.engine = undefined;
    void engine?.close();
  }, IDLE_MS);
  shared.idle.unref();
}
