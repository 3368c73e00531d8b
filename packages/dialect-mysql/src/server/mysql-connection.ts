import type { Socket } from 'node:net';
import { createConnection } from 'mysql2';
import type { Connection, ConnectionOptions } from 'mysql2';
import type { Value } from '@momq/dialect';
import { columnReading, mysqlValue } from './mysql-values.js';
import type { ColumnFacts, ColumnReading, DriverValue } from './mysql-values.js';

/** Milliseconds until a connection must stand. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** Which server answers. */
export interface ServerKind {
  readonly mariaDb: boolean;
  readonly version: string;
}

/** What a statement gives, row by row; the reader may say that it has enough. */
export interface RowReader {
  columns(names: readonly string[], readings: readonly ColumnReading[]): void;
  /** @param bytes - of the row's values as the server wrote them @returns false when no further row is wanted */
  row(values: readonly Value[], bytes: number): boolean;
}

/**
 * Pins how text is read and values are written, whatever the account or the server has set, and lets the session only read:
 * this blocks statements that define tables too, which a read-only transaction does not.
 */
const SESSION = [
  'SET NAMES utf8mb4 COLLATE utf8mb4_bin',
  "SET SESSION time_zone = '+00:00', div_precision_increment = 12, group_concat_max_len = 16777216, sql_auto_is_null = 0",
  'SET SESSION TRANSACTION READ ONLY',
];

/** One connection to a server, with the session set so that it only reads. */
export class MysqlConnection {
  private readonly driver: Connection;
  readonly kind: ServerKind;
  /** False once it was lost or destroyed. */
  alive = true;
  /** True once a statement ran on it. */
  used = false;
  /** Ends what is being read: the driver tells a loss to the connection alone. */
  private lose: (error: Error) => void = () => undefined;

  private constructor(driver: Connection, kind: ServerKind) {
    this.driver = driver;
    this.kind = kind;
    driver.on('error', (error: Error) => {
      this.alive = false;
      this.lose(error);
    });
    driver.on('end', () => {
      this.alive = false;
    });
  }

  static async open(options: ConnectionOptions): Promise<MysqlConnection> {
    const driver = createConnection({
      ...options,
      connectTimeout: CONNECT_TIMEOUT_MS,
      multipleStatements: false,
      charset: 'utf8mb4',
      // LOAD DATA LOCAL would let the server ask for files of this machine.
      flags: ['-LOCAL_FILES'],
    });
    await new Promise<void>((resolve, reject) => {
      driver.once('error', reject);
      driver.connect((error) => (error === null ? resolve() : reject(error)));
    });
    driver.removeAllListeners('error');
    const plain = new MysqlConnection(driver, { mariaDb: false, version: '' });
    try {
      const [[version]] = (await plain.rows('SELECT version()')) as [[string]];
      const kind = { mariaDb: /mariadb/i.test(version), version };
      // MariaDB does not see that other columns depend on a key.
      const mode = kind.mariaDb ? '' : 'ONLY_FULL_GROUP_BY';
      for (const statement of [...SESSION, `SET SESSION sql_mode = '${mode}'`])
        await plain.rows(statement);
      driver.removeAllListeners('error');
      driver.removeAllListeners('end');
      return new MysqlConnection(driver, kind);
    } catch (error) {
      driver.destroy();
      throw error;
    }
  }

  /** The number that KILL QUERY takes. */
  get id(): number {
    return this.driver.threadId ?? 0;
  }

  /** Rows of a statement of the pack's own. */
  async rows(
    sql: string,
    parameters: readonly Value[] = [],
  ): Promise<readonly (readonly Value[])[]> {
    const rows: (readonly Value[])[] = [];
    await this.read(sql, parameters, {
      columns: () => undefined,
      row: (values) => rows.push(values) > 0,
    });
    return rows;
  }

  /**
   * Runs one statement and reads its rows as they come. With parameters it is prepared, so that they are never part of the
   * text. Where the reader has enough while rows are still coming, the connection is given up: the server would send them all.
   */
  read(sql: string, parameters: readonly Value[], reader: RowReader): Promise<void> {
    this.used = true;
    return new Promise((resolve, reject) => {
      this.lose = reject;
      let readings: readonly ColumnReading[] = [];
      let wanted = true;
      const options = { sql, rowsAsArray: true };
      const query =
        parameters.length === 0
          ? this.driver.query({ ...options, typeCast: false } as never)
          : this.driver.execute({
              ...options,
              values: parameters.map(bound),
              dateStrings: true,
              supportBigNumbers: true,
              jsonStrings: true,
            } as never);
      query.on('fields', (fields: unknown) => {
        if (!Array.isArray(fields)) return;
        const columns = fields as (ColumnFacts & { name: string })[];
        readings = columns.map(columnReading);
        reader.columns(
          columns.map(({ name }) => name),
          readings,
        );
      });
      query.on('result', (row: unknown) => {
        if (!wanted || !Array.isArray(row)) return;
        const raw = row as DriverValue[];
        const values = raw.map((value, place) => mysqlValue(value, readings[place] ?? UNKNOWN));
        wanted = reader.row(values, raw.reduce(addSize, 0));
        if (wanted) return;
        this.destroy();
        resolve();
      });
      query.on('error', (error: Error) => reject(error));
      query.on('end', () => resolve());
    });
  }

  /** No rows come until {@link MysqlConnection.resume}. */
  pause(): void {
    this.driver.pause();
  }

  /** Rows come again. */
  resume(): void {
    this.driver.resume();
  }

  /** Ends it without a word. */
  destroy(): void {
    this.alive = false;
    this.driver.destroy();
    // The driver only says that it ends, and would go on to read every row that the server has.
    this.stream?.destroy?.();
  }

  /** Ends it as the server expects. */
  close(): Promise<void> {
    if (!this.alive) return Promise.resolve();
    this.alive = false;
    return new Promise((resolve) => {
      this.driver.end(() => resolve());
    });
  }

  /** Whether it keeps the process alive. */
  hold(alive: boolean): void {
    if (alive) this.stream?.ref?.();
    else this.stream?.unref?.();
  }

  private get stream(): Partial<Pick<Socket, 'destroy' | 'ref' | 'unref'>> | undefined {
    return (this.driver as unknown as { stream?: Socket }).stream;
  }
}

const UNKNOWN = columnReading({});

/** @returns the bytes of values so far and of one more */
function addSize(sum: number, value: DriverValue): number {
  return (
    sum + (value === null ? 4 : typeof value === 'object' ? value.length : String(value).length)
  );
}

function bound(value: Value): unknown {
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
