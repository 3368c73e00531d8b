import type {
  Database,
  DatabaseSchema,
  Entity,
  QueryEstimate,
  QueryOptions,
  QueryResult,
  RowBatch,
  SchemaOptions,
  Value,
  ValueOptions,
} from '@momq/dialect';
import { DatabaseClosedError, QueryRefusedError } from '@momq/dialect';
import { queryLimits, requireReadOnly, streamLimits, valueLimits } from '@momq/core/execution';
import type { QueryLimits } from '@momq/core/execution';
import { quoteEntity, quoteIdentifier } from '@momq/core/sql';
import { bigqueryIdentifiers } from './bigquery-generator.js';
import { createBigqueryParser } from './bigquery-parser.js';
import type { BigqueryAnalysis, BigqueryParser } from './bigquery-parser.js';
import { RowCut } from './cut-rows.js';
import { connectService } from './service-client.js';
import type { ServiceClient } from './service-client.js';
import { ServiceJobs } from './service-job.js';
import type { JobRequest } from './service-job.js';
import { serviceOpenError } from './service-open-error.js';
import { readServiceSchema, tableNames } from './service-schema.js';
import { serviceAddress } from './service-url.js';
import type { ServiceAddress } from './service-url.js';
import { serviceFieldType, valueOfService } from './service-values.js';
import type { ServiceValue } from './service-values.js';

/** Rows of a table that are looked through for values, without a query that would be billed. */
const VALUE_ROWS = 5_000;

/** How a dataset of the service is opened. */
export interface ServiceOptions {
  /** Functions of the user's that queries may call, `dataset.name`. */
  readonly allowFunctions: readonly string[];
  /** Datasets besides the opened one that queries may read, `dataset` or `project.dataset`. */
  readonly allowDatasets: readonly string[];
  /** Bytes that one query may read at most. */
  readonly maximumBytesBilled: number;
}

/** A dataset of the service. Each query is a dry run first, which must call it a SELECT. */
class ServiceDatabase implements Database {
  readonly dialect = 'bigquery';
  // Truly private: whoever logs a database shall not log its credentials.
  readonly #client: ServiceClient;
  private readonly address: ServiceAddress;
  private readonly parser: BigqueryParser;
  private readonly jobs: ServiceJobs;
  private readonly datasets: ReadonlySet<string>;
  private known: Promise<DatabaseSchema> | undefined;
  private closed = false;

  constructor(client: ServiceClient, address: ServiceAddress, options: ServiceOptions) {
    this.#client = client;
    this.address = address;
    this.parser = createBigqueryParser(options.allowFunctions);
    this.jobs = new ServiceJobs(client, address, options.maximumBytesBilled);
    const { project, dataset } = address;
    this.datasets = new Set(
      [dataset, ...options.allowDatasets].map((name) =>
        (name.includes('.') ? name : `${project}.${name}`).toLowerCase(),
      ),
    );
  }

  schema({ refresh = false, signal }: SchemaOptions = {}): Promise<DatabaseSchema> {
    if (this.closed) return Promise.reject(new DatabaseClosedError(this.address.dataset));
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    if (this.known === undefined || refresh) {
      const reading = readServiceSchema(this.#client, this.address);
      this.known = reading;
      reading.catch(() => {
        if (this.known === reading) this.known = undefined; // the cause may pass
      });
    }
    return this.known;
  }

  /** Of tables from their first rows, which costs nothing; of views, and by what they equal, by a query. */
  async values(entity: string, field: string, options: ValueOptions): Promise<readonly Value[]> {
    const limits = valueLimits(options);
    this.requireOpen();
    const { entities } = await this.schema();
    const known = entities.find(({ name }) => name === entity) ?? { name: entity, fields: [] };
    const listed =
      options.equalTo === undefined && (known as Entity).kind === undefined
        ? await this.firstValues(known, field, limits.maxRows)
        : undefined;
    return listed ?? this.askedValues(known, field, options);
  }

  async query(text: string, options: QueryOptions = {}): Promise<QueryResult> {
    const limits = queryLimits(options);
    this.requireOpen();
    const started = performance.now();
    const batches = this.batches(this.request(text, limits), limits);
    const rows: (readonly Value[])[] = [];
    let last: Batch | undefined;
    for await (const batch of batches) {
      rows.push(...batch.rows);
      last = batch;
    }
    const { columns = [], columnTypes = [], truncatedBy } = last ?? {};
    return {
      columns,
      columnTypes,
      rows,
      truncated: truncatedBy !== undefined,
      ...(truncatedBy !== undefined && { truncatedBy }),
      elapsedMs: performance.now() - started,
    };
  }

  async *stream(text: string, options: QueryOptions = {}): AsyncIterable<RowBatch> {
    const limits = streamLimits(options);
    this.requireOpen();
    for await (const batch of this.batches(this.request(text, limits), limits)) {
      const { columns, columnTypes, rows } = batch;
      yield { columns, columnTypes, rows };
    }
  }

  async estimate(text: string, options: QueryOptions = {}): Promise<QueryEstimate> {
    const limits = queryLimits(options);
    this.requireOpen();
    return this.jobs.estimate(this.request(text, limits), limits);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  private async *batches(request: JobRequest, limits: QueryLimits): AsyncIterable<Batch> {
    const cut = new RowCut(limits);
    for await (const { fields, rows, pageToken } of this.jobs.run(request, limits)) {
      const values = rows.map((row) =>
        fields.map((field, place) => valueOfService(row[place] ?? null, field)),
      );
      const kept = cut.take(values);
      yield {
        columns: fields.map(({ name }) => name),
        columnTypes: fields.map(serviceFieldType),
        rows: kept,
        ...(cut.truncatedBy !== undefined && { truncatedBy: cut.truncatedBy }),
      };
      if (cut.truncatedBy !== undefined || pageToken === undefined) return;
    }
  }

  /** @throws QuerySyntaxError, QueryRefusedError */
  private request(text: string, { parameters }: QueryLimits): JobRequest {
    const analysis = this.parser.parse(text);
    requireReadOnly(analysis);
    this.requireOwnTables(analysis);
    return { sql: text, parameters };
  }

  private requireOwnTables({ found }: BigqueryAnalysis): void {
    const foreign = found.tables
      .map(({ names }) => names.join('.').split('.'))
      .find((parts) => !this.isOwn(parts));
    if (foreign === undefined) return;
    throw new QueryRefusedError(
      `query: expected tables of ${this.address.project}.${this.address.dataset}, got ${foreign.join('.')}. Not run; open that dataset, or name it in allowDatasets.`,
    );
  }

  private isOwn(parts: readonly string[]): boolean {
    if (parts.length < 2) return true;
    const path = parts.slice(0, -1).join('.').toLowerCase();
    return this.datasets.has(path.includes('.') ? path : `${this.address.project}.${path}`);
  }

  private async firstValues(
    entity: Pick<Entity, 'name' | 'fields'>,
    field: string,
    limit: number,
  ): Promise<readonly Value[] | undefined> {
    const { dataset } = this.address;
    const path = `/datasets/${dataset}/tables/${encodeURIComponent(entity.name)}`;
    const { schema } = (await this.#client.get(path)) as {
      schema?: { fields?: readonly Parameters<typeof valueOfService>[1][] };
    };
    const column = schema?.fields?.find(({ name }) => name === field);
    if (column === undefined) return undefined;
    const page = (await this.#client.get(`${path}/data`, {
      maxResults: VALUE_ROWS,
      selectedFields: field,
      'formatOptions.useInt64Timestamp': true,
    })) as { rows?: readonly { readonly f: readonly { readonly v: ServiceValue }[] }[] };
    const place = page.rows?.[0]?.f.length === 1 ? 0 : (schema?.fields?.indexOf(column) ?? 0);
    const found = (page.rows ?? []).map(({ f }) => valueOfService(f[place]?.v ?? null, column));
    return [...new Set(found)].filter((value) => value !== null).slice(0, limit);
  }

  private async askedValues(
    entity: Pick<Entity, 'name' | 'path'>,
    field: string,
    { equalTo, limit, ...options }: ValueOptions,
  ): Promise<readonly Value[]> {
    const table = quoteEntity(entity, bigqueryIdentifiers);
    const column = quoteIdentifier(field, bigqueryIdentifiers);
    const filter =
      equalTo === undefined
        ? `${column} IS NOT NULL`
        : `LOWER(CAST(${column} AS STRING)) IN UNNEST(@wanted)`;
    const { rows } = await this.query(
      `SELECT DISTINCT ${column} FROM ${table} WHERE ${filter} LIMIT ${limit}`,
      {
        ...options,
        maxRows: limit,
        ...(equalTo !== undefined && {
          parameters: { wanted: equalTo.map((text) => text.toLowerCase()) },
        }),
      },
    );
    return rows.map(([value]) => value ?? null);
  }

  private requireOpen(): void {
    if (this.closed) throw new DatabaseClosedError(this.address.dataset);
  }
}

type Batch = RowBatch & { readonly truncatedBy?: 'rows' | 'bytes' };

/**
 * Opens a dataset of the service by `bigquery://project/dataset`. Give it an account that may only read it and run jobs: that is
 * the guard which depends on nothing here.
 *
 * @throws DatabaseOpenError when the service does not answer or refuses; EngineMissingError without its client
 */
export async function openBigqueryService(
  source: string,
  options: ServiceOptions,
): Promise<Database> {
  const address = serviceAddress(source);
  const client = await connectService(address);
  try {
    await tableNames(client, address);
  } catch (error) {
    throw await serviceOpenError(source, address, client, error);
  }
  return new ServiceDatabase(client, address, options);
}
