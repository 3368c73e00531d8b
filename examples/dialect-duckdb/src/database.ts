import path from 'node:path';
import { DatabaseClosedError, MoMQError, QueryRefusedError } from '@momq/dialect';
import type {
  Database,
  DatabaseSchema,
  QueryOptions,
  QueryParser,
  QueryResult,
  RowBatch,
  SchemaOptions,
  Value,
  ValueOptions,
} from '@momq/dialect';
import {
  parseJsonWithoutLoss,
  queryLimits,
  requireReadOnly,
  streamLimits,
  valueLimits,
} from '@momq/core/execution';
import type { QueryLimits } from '@momq/core/execution';
import { KillableWorker, quoteEntity, quoteIdentifier } from '@momq/core/sql';
import { borrowEngine } from './engine-pool.js';
import { fieldType } from './field-type.js';
import { duckdbIdentifiers } from './generator.js';
import { introspect } from './introspection.js';
import type { BatchAnswer } from './introspection.js';

/** What a {@link DuckdbDatabase} is made of. */
export interface DuckdbDatabaseParts {
  readonly file: string;
  readonly parser: QueryParser;
  /** Memory of one engine, as DuckDB spells it: `2GB`. */
  readonly memoryLimit: string;
  /** The schema, where it is known; default: the engine is asked. */
  readonly schema?: DatabaseSchema;
  /** Runs once on close. */
  release?(): Promise<void>;
}

/** Rows as the engine's process sends them. */
interface RawRows {
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  readonly truncatedBy?: 'rows' | 'bytes';
}

/** Milliseconds of one reading of the schema. */
const SCHEMA_TIMEOUT_MS = 60_000;

/** A process of the engine that opens the file, which it builds before where there are statements. */
export function startEngine(
  file: string,
  { memoryLimit, build }: { readonly memoryLimit: string; readonly build?: readonly string[] },
): KillableWorker {
  let statements = build;
  return new KillableWorker(
    borrowEngine,
    async (send) => {
      if (statements !== undefined) await send({ operation: 'build', path: file, statements });
      statements = undefined; // a process that follows a killed one finds the file
      await send({ operation: 'open', path: file, memoryLimit });
    },
    path.basename(file),
  );
}

/** An open DuckDB file, read only. DuckDB's parser judges a text before the engine sees it. */
export class DuckdbDatabase implements Database {
  readonly dialect = 'duckdb';
  private readonly parts: DuckdbDatabaseParts;
  private readonly name: string;
  private readonly engine: KillableWorker;
  private readonly streams = new Set<KillableWorker>();
  private known: Promise<DatabaseSchema> | undefined;
  private closed = false;

  constructor(parts: DuckdbDatabaseParts, engine = startEngine(parts.file, parts)) {
    this.parts = parts;
    this.name = parts.schema?.name ?? path.basename(parts.file, path.extname(parts.file));
    this.engine = engine;
  }

  async schema({ refresh = false, signal }: SchemaOptions = {}): Promise<DatabaseSchema> {
    this.requireOpen();
    signal?.throwIfAborted();
    const { schema } = this.parts;
    if (schema !== undefined) return refresh ? { ...schema } : schema;
    if (this.known === undefined || refresh) {
      const reading = introspect(this.name, (statements, limits) =>
        this.engine.request<readonly BatchAnswer[]>(
          { operation: 'batch', statements: statements.map((sql) => ({ sql })), ...limits },
          SCHEMA_TIMEOUT_MS,
          signal,
        ),
      );
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
    const known = (await this.schema()).entities.find(({ name }) => name === entity);
    const table = quoteEntity(known ?? { name: entity }, duckdbIdentifiers);
    const column = quoteIdentifier(field, duckdbIdentifiers);
    const wanted = options.equalTo?.map((text) => text.toLowerCase());
    if (wanted?.length === 0) return [];
    const filter =
      wanted === undefined
        ? `${column} IS NOT NULL`
        : `lower(CAST(${column} AS VARCHAR)) IN (${wanted.map(() => '?').join(', ')})`;
    const sql = `SELECT DISTINCT ${column} FROM ${table} WHERE ${filter} LIMIT ${limits.maxRows}`;
    const { rows } = await this.read(sql, { ...limits, parameters: wanted ?? [] });
    return rows.map(([value]) => value ?? null);
  }

  async query(text: string, options: QueryOptions = {}): Promise<QueryResult> {
    const limits = queryLimits(options);
    this.requireReadable(text, limits);
    const { truncatedBy, elapsedMs, ...raw } = await this.read(text, limits);
    return {
      ...batchOf(raw),
      truncated: truncatedBy !== undefined,
      ...(truncatedBy !== undefined && { truncatedBy }),
      elapsedMs,
    };
  }

  /**
   * Has an engine of its own, so that other calls may run inside the loop. `timeoutMs` is the time that the engine works, all
   * batches together.
   */
  async *stream(text: string, options: QueryOptions = {}): AsyncGenerator<RowBatch, void> {
    const limits = streamLimits(options);
    this.requireReadable(text, limits);
    const engine = startEngine(this.parts.file, this.parts);
    this.streams.add(engine);
    let timeLeftMs = limits.timeoutMs;
    const request = async <T>(message: { readonly operation: string }): Promise<T> => {
      const started = performance.now();
      const reply = await asked(engine.request<T>(message, Math.max(1, timeLeftMs), limits.signal));
      timeLeftMs -= performance.now() - started;
      return reply;
    };
    try {
      await request({ operation: 'cursor', ...reading(text, limits) });
      for (let done = false; !done;) {
        const batch = await request<RawRows & { readonly done: boolean }>({ operation: 'next' });
        ({ done } = batch);
        if (batch.rows.length > 0) yield batchOf(batch);
      }
    } finally {
      this.streams.delete(engine);
      await engine.close();
    }
  }

  async explain(text: string, options: QueryOptions = {}): Promise<string> {
    const limits = queryLimits(options);
    this.requireReadable(text, limits);
    const { rows } = await this.read(`EXPLAIN ${text}`, limits);
    return rows.map((row) => String(row[1])).join('\n');
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await Promise.all([this.engine, ...this.streams].map((engine) => engine.close()));
    await this.parts.release?.();
  }

  /** @throws QueryRefusedError, QuerySyntaxError, DatabaseClosedError, the signal's reason */
  private requireReadable(text: string, { signal }: QueryLimits): void {
    this.requireOpen();
    signal?.throwIfAborted();
    requireReadOnly(this.parts.parser.parse(text));
  }

  private requireOpen(): void {
    if (this.closed) throw new DatabaseClosedError(this.name);
  }

  private read(
    sql: string,
    limits: QueryLimits,
  ): Promise<RawRows & { readonly elapsedMs: number }> {
    const message = { operation: 'query', ...reading(sql, limits) };
    return asked(this.engine.request(message, limits.timeoutMs, limits.signal));
  }
}

/** The engine's own verdict, where the parser had let a statement through, is a refusal too. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (MoMQError.isInstance(error) && error.cause === 'REFUSED')
      throw new QueryRefusedError(
        `query: expected a statement that only reads, got ${error.message}. Not run; send one query that only reads.`,
      );
    throw error;
  }
}

function reading(sql: string, { maxRows, maxBytes, parameters = [] }: QueryLimits): object {
  return { sql, maxRows, maxBytes, parameters };
}

function batchOf({ columns, types, rows }: RawRows): RowBatch {
  const json = types.flatMap((type, place) => (type === 'JSON' ? [place] : []));
  return {
    columns,
    columnTypes: types.map(fieldType),
    rows:
      json.length === 0
        ? rows
        : rows.map((row) =>
            row.map((value, place) =>
              json.includes(place) && typeof value === 'string'
                ? parseJsonWithoutLoss(value)
                : value,
            ),
          ),
  };
}
