import pg from 'pg';
import {
  DatabaseOpenError,
  MoMQError,
  QueryExecutionError,
  QueryTimeoutError,
} from '@momq/dialect';
import type { Database, DatabaseSchema } from '@momq/dialect';
import { PostgresDatabase } from './postgres-database.js';
import type { EngineLimits, PostgresEngine, RawResult } from './postgres-database.js';
import { introspectPostgres } from './postgres-introspection.js';
import { postgresValue } from './postgres-values.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** How much later than the server the client gives up. */
const GRACE_MS = 1_000;
/** `query_canceled`: statement_timeout fired. */
const CANCELED = '57014';

/** All values as the text that the server sends. */
const asText = { getTypeParser: () => (text: string) => text };

/**
 * Connects to a server by `postgres://` or `postgresql://` URL. Each statement runs by the extended protocol (one
 * statement a message) in `BEGIN READ ONLY … ROLLBACK` with `statement_timeout`. Give the URL of a role that may only
 * SELECT: a read-only transaction does not keep a superuser from the server's files.
 *
 * @throws DatabaseOpenError when the server does not answer or refuses
 */
export async function openPostgresServer(url: string): Promise<Database> {
  const server = new PostgresServer(url);
  await server.connect();
  return PostgresDatabase.over(server);
}

class PostgresServer implements PostgresEngine {
  private readonly url: string;
  private client: pg.Client | undefined;
  private tail: Promise<unknown> = Promise.resolve();
  private known: Promise<DatabaseSchema> | undefined;

  constructor(url: string) {
    this.url = url;
  }

  async connect(): Promise<pg.Client> {
    if (this.client !== undefined) return this.client;
    const shown = this.url.replace(/\/\/[^@/]*@/, '//');
    try {
      const client = new pg.Client({
        connectionString: this.url,
        connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
        types: asText,
      });
      // A lost connection is made again by the next query.
      client.on('error', () => this.forget(client));
      client.on('end', () => this.forget(client));
      await client.connect();
      this.client = client;
      return client;
    } catch (cause) {
      throw new DatabaseOpenError(
        `postgres: expected a PostgreSQL server at ${shown}, got: ${message(cause)}. Check host, port, database and role.`,
        { cause },
      );
    }
  }

  schema(): Promise<DatabaseSchema> {
    this.known ??= this.reading(30_000, async (client) => {
      const read = async (sql: string): Promise<readonly (readonly unknown[])[]> => {
        const { fields, rows } = await client.query<string[]>({ text: sql, rowMode: 'array' });
        return rows.map((row) =>
          row.map((value, index) => postgresValue(value, fields[index]?.dataTypeID ?? 0)),
        );
      };
      return introspectPostgres(client.database ?? 'postgres', read);
    });
    return this.known;
  }

  query(sql: string, { maxRows, timeoutMs }: EngineLimits): Promise<RawResult> {
    return this.reading(timeoutMs, async (client) => {
      const started = performance.now();
      await client.query({
        text: `DECLARE momq_rows NO SCROLL CURSOR FOR ${sql}`,
        queryMode: 'extended',
      } as pg.QueryConfig);
      const { fields, rows } = await client.query<(string | null)[]>({
        text: `FETCH ${maxRows + 1} FROM momq_rows`,
        rowMode: 'array',
      });
      return {
        columns: fields.map((field) => field.name),
        oids: fields.map((field) => field.dataTypeID),
        rows,
        elapsedMs: performance.now() - started,
      };
    });
  }

  explain(sql: string, timeoutMs: number): Promise<string> {
    return this.reading(timeoutMs, async (client) => {
      const { rows } = await client.query<string[]>({
        text: `EXPLAIN ${sql}`,
        rowMode: 'array',
        queryMode: 'extended',
      } as pg.QueryArrayConfig);
      return rows.map(([line]) => line).join('\n');
    });
  }

  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    await client?.end();
  }

  /** One read-only transaction after the other. */
  private reading<T>(timeoutMs: number, run: (client: pg.Client) => Promise<T>): Promise<T> {
    const turn = this.tail.then(async () => {
      const client = await this.connect();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          // The server did not keep its own limit: leave it.
          this.forget(client);
          void client.end().catch(() => undefined);
          reject(new QueryTimeoutError(timeoutMs));
        }, timeoutMs + GRACE_MS);
      });
      try {
        return await Promise.race([this.transaction(client, timeoutMs, run), late]);
      } finally {
        clearTimeout(timer);
      }
    });
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  private async transaction<T>(
    client: pg.Client,
    timeoutMs: number,
    run: (client: pg.Client) => Promise<T>,
  ): Promise<T> {
    try {
      await client.query(
        `BEGIN READ ONLY; SET LOCAL statement_timeout = ${Math.ceil(timeoutMs)}; SET LOCAL cursor_tuple_fraction = 1; SET LOCAL datestyle = 'ISO'`,
      );
      const result = await run(client);
      await client.query('ROLLBACK');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => this.forget(client));
      if (error instanceof MoMQError) throw error;
      if (error instanceof pg.DatabaseError && error.code === CANCELED)
        throw new QueryTimeoutError(timeoutMs);
      throw new QueryExecutionError(message(error), { cause: error });
    }
  }

  private forget(client: pg.Client): void {
    if (this.client === client) this.client = undefined;
  }
}

function message(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(message).join('; ');
  if (error instanceof pg.DatabaseError && error.hint !== undefined)
    return `${error.message} (${error.hint})`;
  return error instanceof Error ? error.message : String(error);
}
