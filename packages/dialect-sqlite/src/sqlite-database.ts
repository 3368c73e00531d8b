import type {
  Database,
  DatabaseSchema,
  QueryOptions,
  QueryResult,
  Value,
  ValueOptions,
} from '@momq/dialect';
import { requireReadOnly } from '@momq/core/execution';
import { quoteIdentifier } from '@momq/core/sql';
import type { KillableWorker } from '@momq/core/sql';
import { sqliteIdentifiers } from './sqlite-generator.js';
import { introspectSqlite } from './sqlite-introspection.js';
import { withQuotedTexts } from './sqlite-double-quotes.js';
import { sqliteParser } from './sqlite-parser.js';

/** Limits where a call names none. */
const DEFAULT_MAX_ROWS = 1000;
const DEFAULT_TIMEOUT_MS = 10_000;

/** What a {@link SqliteDatabase} is made of. */
export interface SqliteDatabaseParts {
  readonly name: string;
  readonly engine: KillableWorker;
  /** The schema, where it is known without asking the engine. */
  readonly schema?: DatabaseSchema;
  /** Runs once on close. */
  readonly release?: () => Promise<void>;
}

/** An open SQLite database. Statements are checked by SQLite's grammar before the engine sees them. */
export class SqliteDatabase implements Database {
  readonly dialect = 'sqlite';
  private readonly parts: SqliteDatabaseParts;
  private known: Promise<DatabaseSchema> | undefined;

  constructor(parts: SqliteDatabaseParts) {
    this.parts = parts;
    if (parts.schema !== undefined) this.known = Promise.resolve(parts.schema);
  }

  schema(): Promise<DatabaseSchema> {
    this.known ??= introspectSqlite(
      this.parts.name,
      async (sql) => (await this.run(sql, { maxRows: 1_000_000 })).rows,
    );
    return this.known;
  }

  async values(entity: string, field: string, { limit }: ValueOptions): Promise<readonly Value[]> {
    const [table, column] = [entity, field].map((name) => quoteIdentifier(name, sqliteIdentifiers));
    const result = await this.run(
      `SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL LIMIT ${limit}`,
      {
        maxRows: limit,
      },
    );
    return result.rows.map(([value]) => value ?? null);
  }

  async query(text: string, options: QueryOptions = {}): Promise<QueryResult> {
    requireReadOnly(sqliteParser.parse(text));
    return withQuotedTexts(text, (sql) => this.run(sql, options));
  }

  async explain(text: string): Promise<string> {
    requireReadOnly(sqliteParser.parse(text));
    const plan = await this.run(`EXPLAIN QUERY PLAN ${text}`, {});
    return plan.rows.map((row) => String(row[3])).join('\n');
  }

  async close(): Promise<void> {
    await this.parts.engine.close();
    await this.parts.release?.();
  }

  private run(sql: string, options: QueryOptions): Promise<QueryResult> {
    const { maxRows = DEFAULT_MAX_ROWS, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
    return this.parts.engine.request<QueryResult>({ operation: 'query', sql, maxRows }, timeoutMs);
  }
}
