import { DatabaseOpenError, MoMQError } from '@momq/dialect';
import type {
  Database,
  DatabaseContent,
  DatabaseSchema,
  Entity,
  FieldType,
  Value,
} from '@momq/dialect';
import type { QueryLimits } from '@momq/core/execution';
import {
  KillableWorker,
  createTableStatement,
  engineScript,
  fittedSchema,
  startThread,
  describeContent,
} from '@momq/core/sql';
import type { IdentifierRules, WorkerRequest } from '@momq/core/sql';
import { nameText } from './emulation/sqlite-expressions.js';
import { storedRows } from './emulation/stored-values.js';
import { translateToSqlite } from './emulation/sqlite-translator.js';
import { MysqlDatabase } from './mysql-database.js';
import type { MysqlBatch, MysqlEngine, MysqlStatement } from './mysql-engine.js';
import type { MysqlParser } from './mysql-parser.js';

const PACKAGE = '@momq/dialect-mysql';

/** Always in quotes: what SQLite reserves, `commit` for one, MySQL may allow. */
const storedNames: IdentifierRules = { plain: /(?!)/, reserved: new Set(), quote: nameText };

/** Types of columns in MySQL, and in the engine below. */
const NATIVE: Readonly<Record<FieldType, string>> = {
  text: 'text',
  integer: 'bigint',
  real: 'double',
  boolean: 'tinyint(1)',
  date: 'date',
  datetime: 'datetime',
  other: 'text',
};
const STORED: Readonly<Record<FieldType, string>> = {
  text: 'TEXT',
  integer: 'INTEGER',
  real: 'REAL',
  boolean: 'INTEGER',
  date: 'TEXT',
  datetime: 'TEXT',
  other: 'TEXT',
};

/**
 * Builds a database in memory from plain data. SQLite runs it, with MySQL's functions and queries rewritten; foreign keys
 * are declared but not enforced.
 *
 * @throws DatabaseOpenError when the content does not fit
 */
export async function createEmulatedDatabase(
  content: DatabaseContent,
  parser: MysqlParser,
): Promise<Database> {
  const schema = fittedSchema(content, (type) => NATIVE[type]);
  const engine = new EmulatedEngine(schema, content);
  const database = new MysqlDatabase(engine, parser);
  try {
    await database.query('SELECT 1');
  } catch (cause) {
    await database.close();
    if (MoMQError.isInstance(cause) && cause.code !== 'QUERY_EXECUTION') throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseOpenError(
      `mysql: expected content that the embedded engine can hold, got: ${detail}. Correct the schema or the rows.`,
      { cause },
    );
  }
  return database;
}

class EmulatedEngine implements MysqlEngine {
  private readonly schema: DatabaseSchema;
  private readonly content: DatabaseContent;
  private readonly load: WorkerRequest;
  private readonly worker: KillableWorker;
  private readonly streams = new Set<KillableWorker>();

  constructor(schema: DatabaseSchema, content: DatabaseContent) {
    this.schema = schema;
    this.content = content;
    this.load = {
      operation: 'load',
      statements: schema.entities.map(tableStatement),
      tables: schema.entities.map((entity) => ({
        into: nameText(entity.name),
        width: entity.fields.length,
        rows: storedRows(entity, content.rows[entity.name] ?? []),
      })),
    };
    this.worker = this.newWorker();
  }

  get databaseName(): string {
    return this.schema.name;
  }

  async *run(statement: MysqlStatement, limits: QueryLimits): AsyncGenerator<MysqlBatch, void> {
    const request = this.request('query', statement, limits);
    yield batchOf(await this.worker.request<RawBatch>(request, limits.timeoutMs, limits.signal));
  }

  /** `timeoutMs` is the time that the engine works, all batches together. */
  async *stream(statement: MysqlStatement, limits: QueryLimits): AsyncGenerator<MysqlBatch, void> {
    const worker = this.newWorker();
    this.streams.add(worker);
    let leftMs = limits.timeoutMs;
    const ask = async <T>(request: WorkerRequest): Promise<T> => {
      const started = performance.now();
      const reply = await worker.request<T>(request, Math.max(1, leftMs), limits.signal);
      leftMs -= performance.now() - started;
      return reply;
    };
    try {
      await ask(this.request('cursor', statement, limits));
      for (let done = false; !done;) {
        const batch = await ask<RawBatch>({ operation: 'next' });
        ({ done } = batch);
        yield batchOf(batch);
      }
    } finally {
      this.streams.delete(worker);
      await worker.close();
    }
  }

  async explain(statement: MysqlStatement, limits: QueryLimits): Promise<string> {
    const request = this.request('query', statement, limits);
    const plan = { ...request, sql: `EXPLAIN QUERY PLAN ${String(request['sql'])}` };
    const { rows } = await this.worker.request<RawBatch>(plan, limits.timeoutMs, limits.signal);
    return rows.map((row) => String(row[3])).join('\n');
  }

  readSchema(): Promise<DatabaseSchema> {
    return describeContent(this.schema, this.content);
  }

  async close(): Promise<void> {
    await Promise.all([this.worker, ...this.streams].map((worker) => worker.close()));
  }

  private newWorker(): KillableWorker {
    return new KillableWorker(
      () => startThread(engineScript('emulation-worker.mjs', import.meta.url, PACKAGE)),
      (send) => send(this.load),
      this.schema.name,
    );
  }

  private request(
    operation: string,
    { query, parameters }: MysqlStatement,
    { maxRows, maxBytes }: QueryLimits,
  ): WorkerRequest {
    const sql = translateToSqlite(query, { schema: this.schema, now: new Date() });
    const values = parameters.map((value) =>
      typeof value === 'boolean'
        ? Number(value)
        : typeof value === 'object' && value !== null
          ? JSON.stringify(value)
          : value,
    );
    return { operation, sql, values, maxRows, maxBytes };
  }
}

/** Rows as the worker sends them. */
interface RawBatch {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  readonly done: boolean;
  readonly truncatedBy?: 'rows' | 'bytes';
}

function tableStatement(entity: Entity): string {
  const stored = {
    ...entity,
    fields: entity.fields.map((field) => ({ ...field, nativeType: STORED[field.type] })),
  };
  return createTableStatement(stored, storedNames, []);
}

function batchOf({ columns, rows, truncatedBy }: RawBatch): MysqlBatch {
  const columnTypes = columns.map((_, place) => commonType(rows, place));
  return { columns, columnTypes, rows, ...(truncatedBy !== undefined && { truncatedBy }) };
}

/** The type that the values of a column have in common; the engine below keeps dates as texts. */
function commonType(rows: readonly (readonly Value[])[], place: number): FieldType {
  const types = new Set<FieldType>();
  for (const row of rows) {
    const value = row[place] ?? null;
    if (value !== null) types.add(valueType(value));
  }
  const [first] = types;
  if (types.size === 2 && types.has('integer') && types.has('real')) return 'real';
  return types.size === 1 && first !== undefined ? first : 'other';
}

function valueType(value: Value): FieldType {
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'real';
  return typeof value === 'string' ? 'text' : 'other';
}
