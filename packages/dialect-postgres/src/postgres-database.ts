import type {
  Database,
  DatabaseSchema,
  QueryOptions,
  QueryParser,
  QueryResult,
  Value,
  ValueOptions,
} from '@momq/dialect';
import { requireReadOnly } from '@momq/core/execution';
import { quoteIdentifier } from '@momq/core/sql';
import { createPostgresParser } from './postgres-parser.js';
import { postgresIdentifiers } from './postgres-generator.js';
import { postgresValue } from './postgres-values.js';

/** Limits where a call names none. */
const DEFAULT_MAX_ROWS = 1000;
const DEFAULT_TIMEOUT_MS = 10_000;

/** Rows as an engine sends them: at most one more than asked for. */
export interface RawResult {
  readonly columns: readonly string[];
  /** Object identifier of each column's type. */
  readonly oids: readonly number[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly elapsedMs: number;
}

/** Limits with every default filled in. */
export type EngineLimits = Required<Pick<QueryOptions, 'maxRows' | 'timeoutMs'>>;

/** What the embedded engine and a server have in common. Both run each statement in a read-only transaction. */
export interface PostgresEngine {
  schema(): Promise<DatabaseSchema>;
  query(sql: string, limits: EngineLimits): Promise<RawResult>;
  explain(sql: string, timeoutMs: number): Promise<string>;
  close(): Promise<void>;
}

/** An open PostgreSQL database. Statements are checked by PostgreSQL's own parser before the engine sees them. */
export class PostgresDatabase implements Database {
  readonly dialect = 'postgres';
  private readonly engine: PostgresEngine;
  private readonly parser: QueryParser;

  private constructor(engine: PostgresEngine, parser: QueryParser) {
    this.engine = engine;
    this.parser = parser;
  }

  static async over(engine: PostgresEngine): Promise<PostgresDatabase> {
    return new PostgresDatabase(engine, await createPostgresParser());
  }

  schema(): Promise<DatabaseSchema> {
    return this.engine.schema();
  }

  async values(entity: string, field: string, { limit }: ValueOptions): Promise<readonly Value[]> {
    const [table, column] = [entity, field].map((name) =>
      quoteIdentifier(name, postgresIdentifiers),
    );
    const sql = `SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL LIMIT ${limit}`;
    const result = await this.run(sql, { maxRows: limit });
    return result.rows.map(([value]) => value ?? null);
  }

  async query(text: string, options: QueryOptions = {}): Promise<QueryResult> {
    requireReadOnly(this.parser.parse(text));
    return this.run(text, options);
  }

  async explain(text: string): Promise<string> {
    requireReadOnly(this.parser.parse(text));
    return this.engine.explain(text, DEFAULT_TIMEOUT_MS);
  }

  close(): Promise<void> {
    return this.engine.close();
  }

  private async run(sql: string, options: QueryOptions): Promise<QueryResult> {
    const { maxRows = DEFAULT_MAX_ROWS, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    const { columns, oids, rows, elapsedMs } = await this.engine.query(sql, { maxRows, timeoutMs });
    return {
      columns,
      rows: rows
        .slice(0, maxRows)
        .map((row) => row.map((value, index) => postgresValue(value, oids[index] ?? 0))),
      truncated: rows.length > maxRows,
      elapsedMs,
    };
  }
}
