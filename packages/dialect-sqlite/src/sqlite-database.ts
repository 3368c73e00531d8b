import { DatabaseClosedError, MoMQError, QueryExecutionError } from '@momq/dialect';
import type {
  Database,
  DatabaseSchema,
  FieldsOfEntity,
  FieldType,
  QueryOptions,
  QueryResult,
  RowBatch,
  SchemaOptions,
  Value,
  ValueOptions,
} from '@momq/dialect';
import { queryLimits, requireReadOnly, streamLimits, valueLimits } from '@momq/core/execution';
import type { QueryLimits } from '@momq/core/execution';
import type { KillableWorker, WorkerRequest } from '@momq/core/sql';
import { NEEDS_COPY } from './file-source.js';
import { bindParameters } from './query-parameters.js';
import type { BoundStatement } from './query-parameters.js';
import { resultTypes } from './result-types.js';
import { withQuotedTexts } from './sqlite-double-quotes.js';
import { refuseEngineTables } from './engine-tables.js';
import { SchemaChanges } from './schema-changes.js';
import type { SqliteParser } from './sqlite-parser.js';
import type { BatchAnswer, ReadBatch } from './read-batch.js';
import { valuesStatement } from './values-statement.js';

/** What a {@link SqliteDatabase} is made of. */
export interface SqliteDatabaseParts {
  readonly name: string;
  readonly parser: SqliteParser;
  /** Starts an engine with the database open. */
  newEngine(): KillableWorker;
  readSchema(read: ReadBatch): Promise<DatabaseSchema>;
  /** True when a running engine does not read the database of this moment. Default: never. */
  isStale?(): Promise<boolean>;
  /** Changes whenever somebody writes. Default: nobody does. */
  dataVersion?(): Promise<string>;
  /** Runs once on close. */
  release?(): Promise<void>;
}

/** Rows as the engine sends them. */
interface RawRows {
  readonly columns: readonly string[];
  readonly declared: readonly (string | null)[];
  readonly rows: readonly (readonly Value[])[];
  readonly truncatedBy?: 'rows' | 'bytes';
}

/** Milliseconds of one reading of the schema. */
const SCHEMA_TIMEOUT_MS = 60_000;

/** An open SQLite database. Statements are checked by SQLite's grammar before the engine sees them. */
export class SqliteDatabase implements Database {
  readonly dialect = 'sqlite';
  private readonly parts: SqliteDatabaseParts;
  private readonly engine: KillableWorker;
  private readonly streams = new Set<KillableWorker>();
  private readonly changes: SchemaChanges;
  private known: Promise<DatabaseSchema> | undefined;
  private closed = false;

  constructor(parts: SqliteDatabaseParts) {
    this.parts = parts;
    this.changes = new SchemaChanges(() => this.dataVersion());
    this.engine = parts.newEngine();
  }

  async dataVersion(): Promise<string> {
    this.requireOpen();
    return (await this.parts.dataVersion?.()) ?? '';
  }

  async schema({ refresh = false, signal }: SchemaOptions = {}): Promise<DatabaseSchema> {
    this.requireOpen();
    signal?.throwIfAborted();
    const read: ReadBatch = (statements, limits) =>
      this.request(
        { operation: 'batch', statements, ...limits },
        { timeoutMs: SCHEMA_TIMEOUT_MS, ...(signal && { signal }) },
      );
    const isNew = await this.changes.since(read);
    if (this.known === undefined || refresh || isNew) {
      const reading = this.parts.readSchema(read);
      this.known = reading;
      reading.catch(() => {
        if (this.known === reading) this.known = undefined; // the cause may pass
      });
    }
    return this.known;
  }

  async values(entity: string, field: string, options: ValueOptions): Promise<readonly Value[]> {
    const limits = valueLimits(options);
    this.requireOpen();
    const { sql, values, keep } = valuesStatement(entity, field, options.equalTo);
    // Texts with other letters than ASCII are looked up by pattern and compared here.
    const maxRows = keep === undefined ? limits.maxRows : Number.POSITIVE_INFINITY;
    const bound = { sql: keep === undefined ? `${sql} LIMIT ${limits.maxRows}` : sql, values };
    const { rows } = await this.read(bound, { ...limits, maxRows });
    const found = rows.map(([value]) => value ?? null);
    return keep === undefined ? found : found.filter(keep).slice(0, limits.maxRows);
  }

  async fieldValues(
    asked: readonly FieldsOfEntity[],
    options: Omit<ValueOptions, 'equalTo'>,
  ): Promise<readonly (readonly (readonly Value[] | undefined)[])[]> {
    const limits = valueLimits(options);
    this.requireOpen();
    const statements = asked.flatMap(({ entity, fields }) =>
      fields.map((field) => ({
        sql: `${valuesStatement(entity, field, undefined).sql} LIMIT ${limits.maxRows}`,
      })),
    );
    // Half of the time to begin in leaves the other half to the last that began.
    const sizes = { ...sizesOf(limits), timeMs: limits.timeoutMs / 2 };
    const answers = await this.request<readonly BatchAnswer[]>(
      { operation: 'batch', statements, ...sizes },
      limits,
    );
    let place = 0;
    return asked.map(({ fields }) =>
      fields.map(() => answers[place++]?.rows?.map(([value]) => value ?? null)),
    );
  }

  async query(text: string, options: QueryOptions = {}): Promise<QueryResult> {
    const limits = queryLimits(options);
    const statement = await this.readable(text, limits);
    const result = await withQuotedTexts(statement.sql, (sql) =>
      this.read({ ...statement, sql }, limits),
    );
    return {
      ...batchOf(result),
      truncated: result.truncatedBy !== undefined,
      ...(result.truncatedBy && { truncatedBy: result.truncatedBy }),
      elapsedMs: result.elapsedMs,
    };
  }

  /**
   * Has an engine of its own, so that other calls may run inside the loop. `timeoutMs` is the time that the engine works,
   * all batches together; the time that the loop's body takes is not counted.
   */
  async *stream(text: string, options: QueryOptions = {}): AsyncGenerator<RowBatch, void> {
    const limits = streamLimits(options);
    const statement = await this.readable(text, limits);
    const engine = this.parts.newEngine();
    this.streams.add(engine);
    let timeLeftMs = limits.timeoutMs;
    const request = async <T>(message: WorkerRequest): Promise<T> => {
      const started = performance.now();
      const reply = await engine.request<T>(message, Math.max(1, timeLeftMs), limits.signal);
      timeLeftMs -= performance.now() - started;
      return reply;
    };
    try {
      await withQuotedTexts(statement.sql, (sql) =>
        request({ operation: 'cursor', sql, values: statement.values, ...sizesOf(limits) }),
      );
      let types: FieldType[] | undefined;
      for (let done = false; !done;) {
        const batch = await request<RawRows & { done: boolean }>({ operation: 'next' });
        ({ done } = batch);
        types ??= resultTypes(batch.declared, batch.rows);
        if (batch.rows.length > 0) yield { ...batchOf(batch), columnTypes: types };
      }
    } finally {
      this.streams.delete(engine);
      await engine.close();
    }
  }

  async explain(text: string, options: QueryOptions = {}): Promise<string> {
    const limits = queryLimits(options);
    const statement = await this.readable(text, limits);
    const plan = await withQuotedTexts(`EXPLAIN QUERY PLAN ${statement.sql}`, (sql) =>
      this.read({ ...statement, sql }, limits),
    );
    return plan.rows.map((row) => String(row[3])).join('\n');
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await Promise.all([this.engine, ...this.streams].map((engine) => engine.close()));
    await this.parts.release?.();
  }

  private requireOpen(): void {
    if (this.closed) throw new DatabaseClosedError(this.parts.name);
  }

  /** The statement as the engine gets it. @throws QueryRefusedError, QuerySyntaxError, ConfigError for parameters */
  private async readable(text: string, limits: QueryLimits): Promise<BoundStatement> {
    this.requireOpen();
    limits.signal?.throwIfAborted();
    const analysis = this.parts.parser.parse(text);
    requireReadOnly(analysis);
    const statement = bindParameters(text, analysis.placeholders, limits.parameters);
    await refuseEngineTables(analysis.tableNames, (statements, sizes) =>
      this.request({ operation: 'batch', statements, ...sizes }, limits),
    );
    return statement;
  }

  private read(
    { sql, values }: BoundStatement,
    limits: QueryLimits,
  ): Promise<RawRows & { readonly elapsedMs: number }> {
    return this.request({ operation: 'query', sql, values, ...sizesOf(limits) }, limits);
  }

  private async request<T>(
    message: WorkerRequest,
    { timeoutMs, signal }: Pick<QueryLimits, 'timeoutMs' | 'signal'>,
  ): Promise<T> {
    if ((await this.parts.isStale?.()) === true) await this.engine.restart();
    try {
      return await this.engine.request<T>(message, timeoutMs, signal);
    } catch (error) {
      if (this.parts.isStale === undefined || !needsCopy(error)) throw error;
      await this.engine.restart();
      return this.engine.request<T>(message, timeoutMs, signal);
    }
  }
}

/** True when somebody locked the file, or left a transaction in it, after it was opened. */
function needsCopy(error: unknown): boolean {
  return (
    MoMQError.isInstance(error) &&
    error instanceof QueryExecutionError &&
    NEEDS_COPY.includes(error.cause)
  );
}

function sizesOf({ maxRows, maxBytes }: QueryLimits): { maxRows: number; maxBytes: number } {
  return { maxRows, maxBytes };
}

function batchOf({ columns, declared, rows }: RawRows): RowBatch {
  return { columns, columnTypes: resultTypes(declared, rows), rows };
}
