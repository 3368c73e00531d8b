import { DatabaseClosedError, DatabaseOpenError } from '@momq/dialect';
import { hideSecrets, hideSecretsIn } from '@momq/core/execution';
import type { ConnectionOptions } from 'mysql2';
import { MysqlConnection } from './mysql-connection.js';

/** Connections to one database at most; more calls wait for their turn. */
const MAX_CONNECTIONS = 4;

/** Connections to one server, each for one call at a time. */
export class ConnectionPool {
  // Truly private: whoever logs a database shall not log its password.
  readonly #url: string;
  readonly #options: ConnectionOptions;
  readonly databaseName: string;
  private readonly idle: MysqlConnection[] = [];
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private closed = false;

  /** @throws DatabaseOpenError for a URL that names no database, or can be read in two ways */
  constructor(url: string) {
    const parts = connectionParts(url);
    this.#url = url;
    this.#options = parts;
    this.databaseName = parts.database;
  }

  /** A connection for one call; it must be given back. The signal's reason is thrown while it waits. */
  async take(signal?: AbortSignal): Promise<MysqlConnection> {
    signal?.throwIfAborted();
    await this.turn(signal);
    try {
      if (this.closed) throw new DatabaseClosedError(this.databaseName);
      return await (this.lastIdle() ?? this.connect());
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  /** Takes a connection back that {@link ConnectionPool.take} gave. */
  giveBack(connection: MysqlConnection): void {
    if (connection.alive && !this.closed) {
      connection.hold(false);
      this.idle.push(connection);
    } else void connection.close();
    this.leave();
  }

  /** Stops what a connection runs, by another one: the first is busy. */
  async kill(id: number): Promise<void> {
    const other = await this.connect();
    try {
      await other.rows(`KILL QUERY ${id}`);
    } finally {
      await other.close();
    }
  }

  /** Ends the idle connections; later calls fail. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.idle.splice(0).map((connection) => connection.close()));
  }

  /** The driver's words without the secrets of the URL. */
  shown(error: unknown): string {
    return hideSecretsIn(error instanceof Error ? error.message : String(error), this.#url);
  }

  private async connect(): Promise<MysqlConnection> {
    try {
      return await MysqlConnection.open(this.#options);
    } catch (error) {
      throw new DatabaseOpenError(
        `mysql: expected a MySQL or MariaDB server at ${hideSecrets(this.#url)}, got: ${this.shown(error) || 'no connection'}. Check host, port, database and account.`,
      );
    }
  }

  private lastIdle(): MysqlConnection | undefined {
    let connection = this.idle.pop();
    while (connection?.alive === false) connection = this.idle.pop();
    connection?.hold(true);
    return connection;
  }

  private async turn(signal: AbortSignal | undefined): Promise<void> {
    if (this.busy < MAX_CONNECTIONS) {
      this.busy += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.waiting.push(enter);
    });
  }

  /** The next call takes the place that is left. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.busy -= 1;
    else next();
  }
}

/** A raw / ? or # in a password splits a URL where nobody meant it: what follows would be taken for host and database. */
function connectionParts(source: string): ConnectionOptions & { readonly database: string } {
  const authority = /^[^:]*:\/\/([^/?#]*)/.exec(source)?.[1] ?? '';
  const behind = source.slice(source.indexOf('//') + 2 + authority.length).replace(/\?.*$/s, '');
  const isClear =
    /^(?:mysql|mariadb):\/\//i.test(source) &&
    URL.canParse(source) &&
    (authority.includes('@') || !behind.includes('@'));
  const url = isClear ? new URL(source) : undefined;
  const parts = url && decoded(url);
  if (url === undefined || parts === undefined || parts.database === '') {
    const lacking = parts?.database === '' ? ', which names no database' : '';
    throw new DatabaseOpenError(
      `mysql: expected a URL such as mysql://account:password@host:3306/database, got ${hideSecrets(source)}${lacking}. Ports end at 65535; write / ? # @ and % in a password as %2F %3F %23 %40 and %25.`,
    );
  }
  const secure = ['true', '1', 'required'].includes(
    (url.searchParams.get('ssl') ?? url.searchParams.get('ssl-mode') ?? '').toLowerCase(),
  );
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 3306 : Number(url.port),
    ...parts,
    ...(secure && { ssl: {} }),
  };
}

function decoded(
  url: URL,
): { readonly user: string; readonly password: string; readonly database: string } | undefined {
  try {
    const [user = '', password = '', database = ''] = [
      url.username,
      url.password,
      url.pathname.slice(1),
    ].map(decodeURIComponent);
    return { user, password, database };
  } catch (error) {
    if (error instanceof URIError) return undefined; // a raw %
    throw error;
  }
}
