import pg from 'pg';
import { hideSecrets, hideSecretsIn } from '@momq/core/execution';
import {
  DatabaseClosedError,
  DatabaseOpenError,
  MoMQError,
  QueryExecutionError,
  QueryTimeoutError,
} from '@momq/dialect';
import type { Database } from '@momq/dialect';
import { PostgresDatabase } from './postgres-database.js';
import type { PostgresDatabaseOptions } from './postgres-database.js';
import { PostgresConnection, isConnectionLoss, RowTooLargeError } from './postgres-connection.js';
import { CATALOGUE_ONLY, beginStatements, pathStatement } from './postgres-session.js';
import type {
  PostgresEngine,
  PostgresSession,
  SessionLimits,
  TextRow,
  TextRows,
} from './postgres-session.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** Connections to one database at most; more calls wait for their turn. */
const MAX_CONNECTIONS = 4;
/** How much later than the server the client gives up, and how long a cancelled statement may take to end. */
const GRACE_MS = 1_000;
/** `query_canceled`: statement_timeout fired, or a cancel request came. `lock_not_available`: lock_timeout fired. */
const STOPPED = /^(57014|55P03)$/;

/**
 * A server, reached by URL. Each session has a connection of its own and a transaction that is read-only, reads text and
 * writes values in one way, and ends with ROLLBACK.
 */
export class PostgresServer implements PostgresEngine {
  readonly holds = 'any';
  // Truly private: whoever logs a database shall not log its password.
  readonly #url: string;
  readonly #config: pg.ClientConfig;
  private readonly idle: PostgresConnection[] = [];
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private closed = false;

  /** @throws DatabaseOpenError for a URL that can be read in two ways */
  constructor(url: string) {
    this.#url = url;
    requireClearUrl(url);
    this.#config = {
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'momq',
      keepAlive: true,
    };
  }

  get databaseName(): string {
    const path = new URL(this.#url).pathname.slice(1);
    try {
      return decodeURIComponent(path) || 'postgres';
    } catch {
      // A raw % is no escape.
      return path;
    }
  }

  async begin(limits: SessionLimits): Promise<PostgresSession> {
    requireWanted(limits.signal);
    await this.turn(limits.signal);
    try {
      return await this.beginOn(limits);
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.idle.splice(0).map((connection) => connection.close()));
  }

  /** A connection that the server ended since its last use shows at BEGIN; a fresh one is tried, once. */
  private async beginOn(limits: SessionLimits): Promise<PostgresSession> {
    for (;;) {
      if (this.closed) throw new DatabaseClosedError(this.databaseName);
      const connection = this.lastIdle() ?? (await this.connect());
      const session = new ServerSession(connection, limits, {
        free: () => this.free(connection),
        cancel: (processId) => this.cancel(processId),
      });
      try {
        await session.start();
        return session;
      } catch (error) {
        connection.destroy();
        if (!(connection.used && isConnectionLoss((error as Error).cause))) throw error;
      }
    }
  }

  private lastIdle(): PostgresConnection | undefined {
    let connection = this.idle.pop();
    while (connection?.alive === false) connection = this.idle.pop();
    connection?.hold(true);
    return connection;
  }

  private async connect(): Promise<PostgresConnection> {
    try {
      return await PostgresConnection.open(this.#config);
    } catch (error) {
      // The driver's error may hold the URL: only its text goes on, without secrets.
      const detail = hideSecretsIn(engineMessage(error), this.#url);
      throw new DatabaseOpenError(
        `postgres: expected a PostgreSQL server at ${hideSecrets(this.#url)}, got: ${detail}. Check host, port, database and role.`,
      );
    }
  }

  private async turn(signal: AbortSignal | undefined): Promise<void> {
    if (this.busy < MAX_CONNECTIONS) {
      this.busy += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.waiting.push(enter);
    });
  }

  /** The next call takes the place that is left. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.busy -= 1;
    else next();
  }

  private free(connection: PostgresConnection): void {
    if (connection.alive && !this.closed) {
      connection.used = true;
      connection.hold(false);
      this.idle.push(connection);
    } else if (connection.alive) void connection.close();
    this.leave();
  }

  /** By a second connection, as the first is busy; the role may cancel what is its own. */
  private async cancel(processId: number): Promise<void> {
    const other = await PostgresConnection.open({
      ...this.#config,
      connectionTimeoutMillis: GRACE_MS,
    });
    await other.rows(
      'SELECT pg_catalog.pg_cancel_backend($1::pg_catalog.int4)',
      [String(processId)],
      100,
    );
    await other.close();
  }
}

interface SessionOwner {
  free(): void;
  cancel(processId: number): Promise<void>;
}

class ServerSession implements PostgresSession {
  private readonly connection: PostgresConnection;
  private readonly limits: SessionLimits;
  private readonly owner: SessionOwner;
  private leftMs: number;
  /** The statement that runs, or the last one. */
  private running: Promise<unknown> = Promise.resolve();
  /** Set when a statement was left while it ran. */
  private left = false;

  constructor(connection: PostgresConnection, limits: SessionLimits, owner: SessionOwner) {
    this.connection = connection;
    this.limits = limits;
    this.owner = owner;
    this.leftMs = limits.timeoutMs;
  }

  start(): Promise<void> {
    return this.work(() => this.connection.execute(beginStatements(this.limits.timeoutMs)));
  }

  async read(
    sql: string,
    parameters: readonly (string | null)[] = [],
  ): Promise<readonly TextRow[]> {
    return (await this.work(() => this.connection.rows(sql, parameters, Number.POSITIVE_INFINITY)))
      .rows;
  }

  async searchPath(): Promise<readonly string[]> {
    await this.work(() => this.connection.execute('SET LOCAL search_path TO DEFAULT'));
    const rows = await this.read('SELECT pg_catalog.unnest(pg_catalog.current_schemas(false))');
    await this.work(() => this.connection.execute(CATALOGUE_ONLY));
    return rows.map(([name]) => name ?? '');
  }

  leaveCatalogue(path: readonly string[]): Promise<void> {
    // What is left of the time holds for each statement to come.
    const statements = `${pathStatement(path)}; SET LOCAL statement_timeout = ${Math.max(1, Math.ceil(this.leftMs))}`;
    return this.work(() => this.connection.execute(statements));
  }

  all(sql: string, maxBytes: number): Promise<TextRows> {
    return this.work(() => this.connection.rows(sql, [], maxBytes));
  }

  async open(sql: string, parameters: readonly (string | null)[]): Promise<void> {
    await this.work(() =>
      this.connection.rows(
        `DECLARE momq_rows NO SCROLL CURSOR FOR ${sql}`,
        parameters,
        Number.POSITIVE_INFINITY,
      ),
    );
  }

  fetch(count: number, maxBytes: number): Promise<TextRows> {
    return this.work(() => this.connection.rows(`FETCH ${count} FROM momq_rows`, [], maxBytes));
  }

  async end(): Promise<void> {
    // Cleaning up may take as long as the server needs: the caller does not wait for a statement that was left.
    const ended = this.clean().finally(() => this.owner.free());
    if (!this.left) await ended;
  }

  private async clean(): Promise<void> {
    const { connection } = this;
    const deadline = setTimeout(
      () => connection.destroy(),
      this.left ? 2 * GRACE_MS : 10 * GRACE_MS,
    );
    try {
      if (this.left && connection.alive && connection.processId !== null)
        await this.owner.cancel(connection.processId);
      await this.running;
      // Locks of the session outlive a rollback; nothing that runs here should take one.
      if (connection.alive)
        await connection.execute('ROLLBACK; SELECT pg_catalog.pg_advisory_unlock_all()');
    } catch {
      // Whatever went wrong, the connection is not used again.
      connection.destroy();
    } finally {
      clearTimeout(deadline);
    }
  }

  /** Runs a statement until it ends, the time is over, or the signal comes. */
  private async work<T>(run: () => Promise<T>): Promise<T> {
    const { signal, timeoutMs } = this.limits;
    requireWanted(signal);
    const started = performance.now();
    const result = run();
    this.running = result.catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    let abort: (() => void) | undefined;
    const stopped = new Promise<never>((_, reject) => {
      const leave = (error: Error): void => {
        this.left = true;
        reject(error);
      };
      timer = setTimeout(() => leave(new QueryTimeoutError(timeoutMs)), this.leftMs + GRACE_MS / 2);
      abort = () => leave(signal?.reason as Error);
      signal?.addEventListener('abort', abort, { once: true });
    });
    try {
      return await Promise.race([result, stopped]);
    } catch (error) {
      throw this.left ? error : this.explained(error);
    } finally {
      clearTimeout(timer);
      if (abort !== undefined) signal?.removeEventListener('abort', abort);
      this.leftMs -= performance.now() - started;
      if (this.leftMs <= 0 && !this.left) this.leftMs = 1;
    }
  }

  private explained(error: unknown): Error {
    if (error instanceof MoMQError) return error;
    if (error instanceof pg.DatabaseError && STOPPED.test(error.code ?? ''))
      return new QueryTimeoutError(this.limits.timeoutMs);
    if (error instanceof RowTooLargeError) {
      return new QueryExecutionError(
        'postgres: expected rows within maxBytes, got one that is larger. Raise maxBytes, or select fewer or shorter columns.',
      );
    }
    if (isConnectionLoss(error)) {
      return new QueryExecutionError(
        `postgres: expected an answer, but the connection was lost: ${engineMessage(error)}. Ask again; it is made anew.`,
        { cause: error },
      );
    }
    return new QueryExecutionError(engineMessage(error), { cause: error });
  }
}

/** Other schemes are other servers, to which no password of theirs should go. A raw / ? or # in a password splits a URL where nobody meant it: what follows would be taken for host and database. */
function requireClearUrl(url: string): void {
  const authority = /^[^:]*:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
  const behind = url.slice(url.indexOf('//') + 2 + authority.length).replace(/\?.*$/s, '');
  const isPostgres = /^postgres(?:ql)?:\/\//i.test(url) && URL.canParse(url);
  if (isPostgres && (authority.includes('@') || !behind.includes('@'))) return;
  throw new DatabaseOpenError(
    `postgres: expected a URL such as postgres://role:password@host:5432/database, got ${hideSecrets(url)}. Write / ? # @ and % in a password as %2F %3F %23 %40 and %25.`,
  );
}

function requireWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw signal.reason as Error;
}

function engineMessage(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(engineMessage).join('; ');
  if (error instanceof pg.DatabaseError && error.hint !== undefined)
    return `${error.message} (${error.hint})`;
  return error instanceof Error ? error.message : String(error);
}

/**
 * Connects to a server by `postgres://` or `postgresql://` URL. Give the URL of a role that may only SELECT: that is the guard
 * which depends on nothing here.
 *
 * @throws DatabaseOpenError when the server does not answer or refuses
 */
export async function openPostgresServer(
  url: string,
  options: PostgresDatabaseOptions = {},
): Promise<Database> {
  const server = new PostgresServer(url);
  const database = await PostgresDatabase.over(server, options);
  const session = await server.begin({ timeoutMs: CONNECT_TIMEOUT_MS });
  await session.end();
  return database;
}
