import { MoMQError, DatabaseClosedError, DatabaseOpenError } from '@momq/dialect';
import type { Database, DatabaseContent } from '@momq/dialect';
import type { WorkerRequest } from '@momq/core/sql';
import { PgliteSession } from './pglite-session.js';
import { EngineSlot } from './pglite-slot.js';
import { renderPostgresContent } from './postgres-content.js';
import { PostgresDatabase } from './postgres-database.js';
import type { PostgresDatabaseOptions } from './postgres-database.js';
import type { PostgresEngine, PostgresSession, SessionLimits } from './postgres-session.js';

let made = 0;

/** Options of {@link createPostgresDatabase}. */
export interface EmbeddedOptions extends Omit<PostgresDatabaseOptions, 'known'> {
  /** Keeps an empty cluster, so that later starts take half a second instead of two. */
  readonly cacheFolder: string;
}

/**
 * Builds an embedded database from plain data. Up to four databases of a process have an engine each; more share them,
 * each in its own schema under a role that sees no other, one query after another.
 *
 * @throws DatabaseOpenError when the content cannot be loaded
 */
export async function createPostgresDatabase(
  content: DatabaseContent,
  { cacheFolder, allowFunctions }: EmbeddedOptions,
): Promise<Database> {
  const { schema, ...load } = renderPostgresContent(content);
  made += 1;
  const namespace = `momq_${made}`;
  const slot = EngineSlot.take(cacheFolder);
  const engine = new PgliteEngine(slot, namespace, {
    name: schema.name,
    request: { operation: 'load', schema: namespace, ...load },
  });
  try {
    await engine.load();
    return await PostgresDatabase.over(engine, { allowFunctions, known: schema });
  } catch (cause) {
    slot.release();
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseOpenError(
      `postgres: expected content that PostgreSQL can hold, got: ${detail}. Correct the schema or the rows.`,
      { cause },
    );
  }
}

class PgliteEngine implements PostgresEngine {
  readonly databaseName: string;
  readonly holds = 'tables';
  private readonly slot: EngineSlot;
  private readonly namespace: string;
  private readonly loading: WorkerRequest;
  private closed = false;

  constructor(
    slot: EngineSlot,
    namespace: string,
    content: { readonly name: string; readonly request: WorkerRequest },
  ) {
    this.slot = slot;
    this.namespace = namespace;
    this.databaseName = content.name;
    this.loading = content.request;
  }

  async load(): Promise<void> {
    await this.alone(undefined, () => this.slot.worker.request(this.loading));
  }

  async begin(limits: SessionLimits): Promise<PostgresSession> {
    const session = new PgliteSession(this.slot, this.namespace, limits);
    await this.slot.enter(session, limits.signal);
    try {
      if (this.closed) throw new DatabaseClosedError(this.databaseName);
      // The engine was killed, by a query out of time or from outside, and with it what it held.
      while (!(await session.start()))
        await this.slot.worker.request(this.loading, undefined, limits.signal);
      return session;
    } catch (error) {
      this.slot.leave(session);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    try {
      await this.alone(undefined, () =>
        this.slot.worker.request({ operation: 'drop', schema: this.namespace }),
      );
    } catch (error) {
      // An engine that ended by itself has dropped everything.
      if (!MoMQError.isInstance(error)) throw error;
    }
    this.slot.release();
  }

  private async alone<T>(signal: AbortSignal | undefined, run: () => Promise<T>): Promise<T> {
    const holder = { giveWay: () => undefined };
    await this.slot.enter(holder, signal);
    try {
      return await run();
    } finally {
      this.slot.leave(holder);
    }
  }
}
