import { DatabaseClosedError, QueryExecutionError, QueryTimeoutError } from '@momq/dialect';
import type { Database, DatabaseSchema, FieldType, Value } from '@momq/dialect';
import type { QueryLimits } from '@momq/core/execution';
import { MysqlDatabase } from '../mysql-database.js';
import type { MysqlBatch, MysqlEngine, MysqlStatement } from '../mysql-engine.js';
import type { MysqlParser } from '../mysql-parser.js';
import { ConnectionPool } from './connection-pool.js';
import type { MysqlConnection } from './mysql-connection.js';
import { introspectMysql } from './mysql-introspection.js';
import { RowLimits } from './row-limits.js';

/** How much later than the server the client gives up, and how long a stopped statement may take to end. */
const GRACE_MS = 1_000;
/** The server stopped a statement: its time was over, or somebody killed it. */
const STOPPED = new Set([1317, 1969, 3024, 1028]);
/** Rows of a batch of a stream, and rows that wait before the server is paused. */
const BATCH_ROWS = 1_000;
const WAITING_ROWS = 2_000;
/** Rows beyond the limit that are read past; more end the connection. */
const SURPLUS_ROWS = 100;

/**
 * Connects to a server by `mysql://` or `mariadb://` URL, which names the database. Give the URL of an account that may only
 * SELECT: that is the guard which depends on nothing here.
 *
 * @throws DatabaseOpenError when the server does not answer or refuses
 */
export async function openMysqlServer(url: string, parser: MysqlParser): Promise<Database> {
  const pool = new ConnectionPool(url);
  pool.giveBack(await pool.take());
  return new MysqlDatabase(new ServerEngine(pool), parser);
}

class ServerEngine implements MysqlEngine {
  private readonly pool: ConnectionPool;

  constructor(pool: ConnectionPool) {
    this.pool = pool;
  }

  get databaseName(): string {
    return this.pool.databaseName;
  }

  async *run(statement: MysqlStatement, limits: QueryLimits): AsyncGenerator<MysqlBatch, void> {
    const counted = new RowLimits(limits);
    const rows: (readonly Value[])[] = [];
    const [columns, columnTypes]: [string[], FieldType[]] = [[], []];
    let surplus = 0;
    await this.use(limits, async (connection) => {
      await connection.rows(serverLimits(connection, limits));
      await connection.read(statement.sql, statement.parameters, {
        columns(names, readings) {
          columns.push(...names);
          columnTypes.push(...readings.map(({ fieldType }) => fieldType));
        },
        row(values, bytes) {
          if (counted.take(bytes)) rows.push(values);
          else surplus += 1;
          return surplus < SURPLUS_ROWS;
        },
      });
    });
    if (counted.cutBy === 'bytes' && rows.length === 0) {
      throw new QueryExecutionError(
        `mysql: expected rows within maxBytes (${limits.maxBytes}), got one that is larger. Raise maxBytes, or select fewer or shorter columns.`,
      );
    }
    const { cutBy } = counted;
    yield { columns, columnTypes, rows, ...(cutBy !== undefined && { truncatedBy: cutBy }) };
  }

  /** `timeoutMs` is the time that is spent waiting for the server. */
  async *stream(statement: MysqlStatement, limits: QueryLimits): AsyncGenerator<MysqlBatch, void> {
    const { signal, timeoutMs } = limits;
    const connection = await this.pool.take(signal);
    const counted = new RowLimits(limits);
    const waiting: (readonly Value[])[] = [];
    const [columns, columnTypes]: [string[], FieldType[]] = [[], []];
    let state: 'reading' | 'done' | { readonly error: unknown } = 'reading';
    let wake = (): void => undefined;
    const reading = (async () => {
      await connection.rows(NO_LIMITS(connection));
      await connection.read(statement.sql, statement.parameters, {
        columns(names, readings) {
          columns.push(...names);
          columnTypes.push(...readings.map(({ fieldType }) => fieldType));
        },
        row(values, bytes) {
          if (!counted.take(bytes)) return false;
          waiting.push(values);
          if (waiting.length >= WAITING_ROWS) connection.pause();
          if (waiting.length >= BATCH_ROWS) wake();
          return true;
        },
      });
    })();
    const finished = (to: typeof state): void => {
      state = to;
      wake();
    };
    reading.then(
      () => finished('done'),
      (error: unknown) => finished({ error }),
    );
    const isReading = (): boolean => state === 'reading';
    let leftMs = timeoutMs;
    try {
      for (;;) {
        if (isReading() && waiting.length < BATCH_ROWS) {
          // Rows that wait in the driver come within the call.
          const woken = new Promise<void>((resolve) => {
            wake = resolve;
          });
          connection.resume();
          const started = performance.now();
          await this.stoppable({ signal, timeoutMs, waitMs: leftMs }, woken);
          leftMs = Math.max(1, leftMs - (performance.now() - started));
        }
        if (typeof state === 'object')
          throw this.explained((state as { error: unknown }).error, timeoutMs);
        const rows = waiting.splice(0, BATCH_ROWS);
        const ends = !isReading() && waiting.length === 0;
        yield {
          columns,
          columnTypes,
          rows,
          ...(ends && counted.cutBy !== undefined && { truncatedBy: counted.cutBy }),
        };
        if (ends) return;
      }
    } finally {
      if (isReading() || counted.cutBy !== undefined) {
        connection.destroy();
        // The server sees a closed connection only when it sends rows; one that is gone already needs no end.
        void this.pool.kill(connection.id).catch(() => undefined);
      }
      this.pool.giveBack(connection);
    }
  }

  async explain(statement: MysqlStatement, limits: QueryLimits): Promise<string> {
    return this.use(limits, async (connection) => {
      const format = connection.kind.mariaDb ? 'EXPLAIN' : 'EXPLAIN FORMAT=TREE';
      const sql = `${format} ${statement.sql}`;
      const lines: string[] = [];
      let header = '';
      await connection.read(sql, statement.parameters, {
        columns: (names) => {
          header = names.join('\t');
        },
        row: (values) => lines.push(values.map((value) => String(value ?? '')).join('\t')) > 0,
      });
      return [...(connection.kind.mariaDb ? [header] : []), ...lines].join('\n');
    });
  }

  readSchema(signal: AbortSignal | undefined): Promise<DatabaseSchema> {
    const limits = { timeoutMs: 60_000, ...(signal !== undefined && { signal }) };
    return this.use(limits, async (connection) => {
      await connection.rows(NO_LIMITS(connection));
      return introspectMysql(this.databaseName, connection);
    });
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  /** A connection for one call, which is stopped when its time is over or it is no longer wanted. */
  private async use<T>(
    { timeoutMs, signal }: Pick<QueryLimits, 'timeoutMs' | 'signal'>,
    work: (connection: MysqlConnection) => Promise<T>,
  ): Promise<T> {
    for (;;) {
      const connection = await this.pool.take(signal);
      const { used } = connection;
      const running = work(connection);
      let left = false;
      try {
        return await this.stoppable(
          { signal, timeoutMs, waitMs: timeoutMs + GRACE_MS / 2 },
          running,
          () => {
            left = true;
          },
        );
      } catch (error) {
        if (left) throw error;
        // A connection that the server ended since its last use shows now; a fresh one is tried.
        if (!connection.alive || isLoss(error)) {
          connection.destroy();
          if (used && isLoss(error)) continue;
        }
        throw this.explained(error, timeoutMs);
      } finally {
        if (left) void this.stopLater(connection, running);
        else this.pool.giveBack(connection);
      }
    }
  }

  /** Waits for work until it ends, the time is over, or the signal comes. */
  private async stoppable<T>(
    {
      signal,
      timeoutMs,
      waitMs,
    }: { signal: AbortSignal | undefined; timeoutMs: number; waitMs: number },
    work: Promise<T>,
    onLeave: () => void = () => undefined,
  ): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    let abort = (): void => undefined;
    const stopped = new Promise<never>((_, reject) => {
      const leave = (error: Error): void => {
        onLeave();
        reject(error);
      };
      timer = setTimeout(() => leave(new QueryTimeoutError(timeoutMs)), waitMs);
      abort = () => leave(signal?.reason as Error);
      signal?.addEventListener('abort', abort, { once: true });
      if (signal?.aborted === true) abort();
    });
    try {
      return await Promise.race([work, stopped]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Ends a statement that nobody waits for any more; its connection is used again when it ends soon. */
  private async stopLater(connection: MysqlConnection, running: Promise<unknown>): Promise<void> {
    const deadline = setTimeout(() => connection.destroy(), 2 * GRACE_MS);
    const ended = running.catch(() => undefined);
    await this.pool.kill(connection.id).catch(() => connection.destroy());
    await Promise.race([
      ended,
      new Promise((resolve) => setTimeout(resolve, 2 * GRACE_MS).unref()),
    ]);
    clearTimeout(deadline);
    this.pool.giveBack(connection);
  }

  private explained(error: unknown, timeoutMs: number): Error {
    if (
      error instanceof QueryExecutionError ||
      error instanceof QueryTimeoutError ||
      error instanceof DatabaseClosedError
    )
      return error;
    const number = (error as { errno?: unknown }).errno;
    if (typeof number === 'number' && STOPPED.has(number)) return new QueryTimeoutError(timeoutMs);
    const message = this.pool.shown(error);
    if (isLoss(error)) {
      return new QueryExecutionError(
        `mysql: expected an answer, but the connection was lost: ${message}. Ask again; it is made anew.`,
        { cause: error },
      );
    }
    return new QueryExecutionError(message, { cause: error });
  }
}

/** The server's own limits of one statement. */
function serverLimits({ kind }: MysqlConnection, { timeoutMs, maxRows }: QueryLimits): string {
  const rows = Number.isFinite(maxRows) ? maxRows + 1 : 'DEFAULT';
  return `SET SESSION sql_select_limit = ${rows}, ${kind.mariaDb ? `max_statement_time = ${timeoutMs / 1000}` : `max_execution_time = ${timeoutMs}`}`;
}

const NO_LIMITS = ({ kind }: MysqlConnection): string =>
  `SET SESSION sql_select_limit = DEFAULT, ${kind.mariaDb ? 'max_statement_time' : 'max_execution_time'} = 0`;

function isLoss(error: unknown): boolean {
  const { code, fatal } = error as { code?: unknown; fatal?: unknown };
  return (
    fatal === true ||
    code === 'PROTOCOL_CONNECTION_LOST' ||
    code === 'ECONNRESET' ||
    code === 'EPIPE'
  );
}
