import type { DatabaseSchema } from '@momq/dialect';
import { inferLinks } from '@momq/core/sql';
import type { InferLinksOptions } from '@momq/core/sql';
import { FINGERPRINT, introspectPostgres } from './postgres-introspection.js';
import type { Introspection } from './postgres-introspection.js';
import type { PostgresEngine, PostgresSession } from './postgres-session.js';

const INTROSPECTION_TIMEOUT_MS = 30_000;

type Contained = InferLinksOptions['contained'];

/** What was read of a database, and what reading its values has shown since. */
export interface KnownSchema extends Introspection {
  /** Entities that gave no values in time. */
  readonly slow: Set<string>;
  /** Entities that were checked against the catalogue. */
  readonly checked: Set<string>;
}

/**
 * The schema of one database. It is read again when the catalogue has changed since, tables and grants alike, and never kept
 * from a reading that failed.
 */
export class PostgresSchemas {
  private readonly engine: PostgresEngine;
  private given: KnownSchema | undefined;
  private readonly contained: Contained;
  private searchPath: readonly string[] | undefined;
  private known: { readonly schema: KnownSchema; readonly fingerprint: string } | undefined;
  private checkedAt = 0;
  private reading: Promise<KnownSchema> | undefined;

  /** @param options.given - the schema, where it is known and does not change */
  constructor(
    engine: PostgresEngine,
    {
      given,
      contained,
    }: { readonly given: DatabaseSchema | undefined; readonly contained: Contained },
  ) {
    this.engine = engine;
    this.contained = contained;
    this.given = given && {
      schema: given,
      withoutEquality: new Set(),
      slow: new Set(),
      checked: new Set(),
    };
  }

  /** Calls at the same time share one reading. @param maxAgeMs - since the catalogue was last looked at; default 0 */
  read({
    refresh = false,
    maxAgeMs = 0,
    signal,
  }: {
    readonly refresh?: boolean | undefined;
    readonly maxAgeMs?: number;
    readonly signal?: AbortSignal | undefined;
  }): Promise<KnownSchema> {
    if (this.given !== undefined) {
      // Whoever keeps something by the schema shall make it again after a refresh.
      if (refresh) this.given = { ...this.given, schema: { ...this.given.schema } };
      return Promise.resolve(this.given);
    }
    if (this.known !== undefined && !refresh && performance.now() - this.checkedAt < maxAgeMs)
      return Promise.resolve(this.known.schema);
    const reading = (refresh ? undefined : this.reading) ?? this.readAgain(refresh);
    this.reading = reading;
    const done = (): void => {
      if (this.reading === reading) this.reading = undefined;
    };
    reading.then(done, done);
    return signal === undefined ? reading : Promise.race([reading, aborted(signal)]);
  }

  /** The search path as the server has it for this role; pinned for all statements until the schema is read again. */
  async path(session: PostgresSession): Promise<readonly string[]> {
    return (this.searchPath ??= await session.searchPath());
  }

  private async readAgain(refresh: boolean): Promise<KnownSchema> {
    const session = await this.engine.begin({ timeoutMs: INTROSPECTION_TIMEOUT_MS });
    let read: Introspection | undefined;
    let fingerprint: string;
    try {
      fingerprint = (await session.read(FINGERPRINT))[0]?.[0] ?? '';
      if (refresh || this.known?.fingerprint !== fingerprint) {
        this.searchPath = await session.searchPath();
        read = await introspectPostgres(this.engine.databaseName, this.searchPath, session);
      }
    } finally {
      await session.end();
    }
    if (read !== undefined) {
      const inferred = await inferLinks(read.schema, { contained: this.contained });
      const notes = [...(read.schema.notes ?? []), ...inferred.notes];
      const schema = {
        ...read.schema,
        links: [...read.schema.links, ...inferred.links],
        ...(notes.length > 0 && { notes }),
      };
      this.known = {
        schema: { ...read, schema, slow: new Set(), checked: new Set() },
        fingerprint,
      };
    }
    this.checkedAt = performance.now();
    return this.known?.schema ?? this.readAgain(true);
  }
}

/** Rejects when the signal aborts; others may go on waiting for the same reading. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
  });
}
