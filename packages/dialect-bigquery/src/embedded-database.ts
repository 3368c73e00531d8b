import type {
  Database,
  DatabaseContent,
  DatabaseSchema,
  QueryEstimate,
  QueryOptions,
  QueryResult,
  RowBatch,
  SchemaOptions,
  Value,
  ValueOptions,
} from '@momq/dialect';
import { DatabaseClosedError, DatabaseOpenError, MoMQError } from '@momq/dialect';
import { queryLimits, requireReadOnly, streamLimits, valueLimits } from '@momq/core/execution';
import type { QueryLimits } from '@momq/core/execution';
import { KillableWorker, quoteIdentifier } from '@momq/core/sql';
import { bytesOf, renderBigqueryContent, zetaParameter } from './bigquery-content.js';
import { bigqueryIdentifiers } from './bigquery-generator.js';
import { createBigqueryParser } from './bigquery-parser.js';
import type { BigqueryAnalysis, BigqueryParser } from './bigquery-parser.js';
import { valueOfZeta, zetaFieldType } from './bigquery-values.js';
import { RowCut } from './cut-rows.js';
import { withoutPipes } from './pipes/without-pipes.js';
import { placeholderName, withRootNames } from './root-names.js';
import { startZetaEngine } from './zetasql-engine.js';
import type { ZetaParameter, ZetaRequest, ZetaResult, ZetaTable } from './zetasql-engine.js';

/** Rows of a batch of a stream. */
const BATCH_ROWS = 1_000;

/** A database in the memory of ZetaSQL's reference implementation, a process of its own that is killed when it is late. */
class EmbeddedDatabase implements Database {
  readonly dialect = 'bigquery';
  private readonly worker: KillableWorker;
  private readonly parser: BigqueryParser;
  private readonly content: DatabaseSchema;
  private readonly names: ReadonlySet<string>;
  private readonly tables: readonly ZetaTable[];
  private closed = false;

  constructor(schema: DatabaseSchema, tables: readonly ZetaTable[], parser: BigqueryParser) {
    this.content = schema;
    this.parser = parser;
    this.tables = tables;
    this.names = new Set(tables.map(({ name }) => name));
    this.worker = new KillableWorker(
      startZetaEngine,
      (send) => send({ operation: 'load', tables }),
      schema.name,
    );
  }

  /** Starts the engine and loads the tables. */
  async load(): Promise<void> {
    await this.ask({ operation: 'query', sql: 'SELECT 1', parameters: [] }, queryLimits());
  }

  schema({ signal }: SchemaOptions = {}): Promise<DatabaseSchema> {
    if (this.closed) return Promise.reject(new DatabaseClosedError(this.content.name));
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    return Promise.resolve({ ...this.content });
  }

  async values(entity: string, field: string, options: ValueOptions): Promise<readonly Value[]> {
    const limits = valueLimits(options);
    const [table, column] = [entity, field].map((name) =>
      quoteIdentifier(name, bigqueryIdentifiers),
    );
    const wanted = options.equalTo?.map((text) => text.toLowerCase());
    const filter =
      wanted === undefined
        ? `${column} IS NOT NULL`
        : `LOWER(CAST(${column} AS STRING)) IN UNNEST(@wanted)`;
    const sql = `SELECT DISTINCT ${column} FROM ${table} WHERE ${filter} LIMIT ${limits.maxRows}`;
    const parameters = wanted === undefined ? [] : [zetaParameter(wanted, 'wanted')];
    const { rows } = await this.collect({ operation: 'query', sql, parameters }, limits);
    return rows.map(([value]) => value ?? null);
  }

  async query(text: string, options: QueryOptions = {}): Promise<QueryResult> {
    const limits = queryLimits(options);
    this.requireOpen();
    return this.collect(await this.request(text, limits), limits);
  }

  async *stream(text: string, options: QueryOptions = {}): AsyncIterable<RowBatch> {
    const limits = streamLimits(options);
    this.requireOpen();
    const { rows, ...rest } = await this.collect(await this.request(text, limits), limits);
    for (let place = 0; place === 0 || place < rows.length; place += BATCH_ROWS) {
      const { columns, columnTypes } = rest;
      yield { columns, columnTypes, rows: rows.slice(place, place + BATCH_ROWS) };
    }
  }

  /** The bytes of the tables that the query names: the service, which keeps columns apart, reads no more. */
  async estimate(text: string, options: QueryOptions = {}): Promise<QueryEstimate> {
    const limits = queryLimits(options);
    this.requireOpen();
    const { relations } = this.parser.parse(text);
    await this.ask({ ...(await this.request(text, limits)), operation: 'analyze' }, limits);
    const named = new Set(relations.map((relation) => relation.split('.').at(-1)));
    const read = this.tables.filter(({ name }) => named.has(name));
    const values = read.flatMap(({ rows }) => rows.flat());
    return { bytes: values.reduce((sum, value) => sum + bytesOf(value), 0) };
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.worker.close();
  }

  /** The text as a request, once its parser says that it only reads. @throws QuerySyntaxError, QueryRefusedError */
  private async request(text: string, limits: QueryLimits): Promise<SqlRequest> {
    const analysis = this.parser.parse(text);
    requireReadOnly(analysis);
    const { pipelines } = analysis.found;
    if (pipelines === undefined) return this.requestOf(text, analysis, limits);
    const plain = await withoutPipes(text, analysis.found, (sql) => this.columnsOf(sql, limits));
    const parsed = this.parser.parse(plain);
    requireReadOnly(parsed);
    return { ...this.requestOf(plain, parsed, limits), isRewritten: true };
  }

  /** Names of the columns of a query without pipes. */
  private async columnsOf(sql: string, limits: QueryLimits): Promise<readonly string[]> {
    const none = { ...limits, maxRows: 0 };
    const request = this.requestOf(sql, this.parser.parse(sql), none);
    const { columns } = await this.ask<ZetaResult>(request, limits);
    return columns.map(({ name }) => name);
  }

  private requestOf(text: string, analysis: BigqueryAnalysis, limits: QueryLimits): SqlRequest {
    // One row more than wanted tells whether there are more.
    const limit = Number.isFinite(limits.maxRows) ? limits.maxRows + 1 : undefined;
    return {
      operation: 'query',
      sql: withRootNames(text, analysis.found, this.names, limit),
      parameters: parametersOf(limits.parameters),
    };
  }

  private async collect(request: ZetaRequest, limits: QueryLimits): Promise<QueryResult> {
    const started = performance.now();
    const { columns, rows } = await this.ask<ZetaResult>(request, limits);
    const cut = new RowCut(limits);
    const kept = cut.take(valuesOf(columns, rows));
    return {
      columns: columns.map(({ name }, place) => (name === '' ? `f${place}_` : name)),
      columnTypes: columns.map(({ type }) => zetaFieldType(type)),
      rows: kept,
      truncated: cut.truncatedBy !== undefined,
      ...(cut.truncatedBy !== undefined && { truncatedBy: cut.truncatedBy }),
      elapsedMs: performance.now() - started,
    };
  }

  private ask<T>(
    request: ZetaRequest,
    { timeoutMs, signal }: Pick<QueryLimits, 'timeoutMs' | 'signal'>,
  ): Promise<T> {
    return this.worker.request<T>({ ...request }, timeoutMs, signal);
  }

  private requireOpen(): void {
    if (this.closed) throw new DatabaseClosedError(this.content.name);
  }
}

type SqlRequest = Extract<ZetaRequest, { readonly sql: string }>;

function* valuesOf(
  columns: ZetaResult['columns'],
  rows: ZetaResult['rows'],
): Iterable<readonly Value[]> {
  for (const row of rows)
    yield columns.map(({ type }, place) => valueOfZeta(row[place] ?? {}, type));
}

function parametersOf(parameters: QueryLimits['parameters'] = []): readonly ZetaParameter[] {
  return Array.isArray(parameters)
    ? (parameters as readonly Value[]).map((value, place) =>
        zetaParameter(value, placeholderName(place)),
      )
    : Object.entries(parameters).map(([name, value]) => zetaParameter(value as Value, name));
}

/**
 * Builds an embedded database from plain data.
 *
 * @throws EngineMissingError without ZetaSQL; DatabaseOpenError when the content cannot be loaded
 */
export async function createBigqueryDatabase(
  content: DatabaseContent,
  allowFunctions: readonly string[] = [],
): Promise<Database> {
  const { schema, tables } = renderBigqueryContent(content);
  const database = new EmbeddedDatabase(schema, tables, createBigqueryParser(allowFunctions));
  try {
    await database.load();
    return database;
  } catch (cause) {
    await database.close();
    if (MoMQError.isInstance(cause) && cause.code === 'ENGINE_MISSING') throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseOpenError(
      `bigquery: expected content that BigQuery can hold, got: ${detail}. Correct the schema or the rows.`,
      { cause },
    );
  }
}
