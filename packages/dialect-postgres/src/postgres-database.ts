import type {
  Database,
  DatabaseSchema,
  FieldsOfEntity,
  QueryEstimate,
  QueryOptions,
  QueryResult,
  RowBatch,
  SchemaOptions,
  Value,
  ValueOptions,
} from '@momq/dialect';
import {
  ConfigError,
  DatabaseClosedError,
  MoMQError,
  QueryExecutionError,
  QueryTimeoutError,
} from '@momq/dialect';
import { queryLimits, requireReadOnly, streamLimits, valueLimits } from '@momq/core/execution';
import type { QueryLimits } from '@momq/core/execution';
import { quoteIdentifier } from '@momq/core/sql';
import type { LinkCandidate } from '@momq/core/sql';
import { readColumns } from './postgres-columns.js';
import type { TableColumns } from './postgres-columns.js';
import { containedQuery, entityText } from './postgres-contained.js';
import { postgresIdentifiers } from './postgres-generator.js';
import { unknownPart } from './postgres-builtin-guard.js';
import { guardParameters, guardQuery, requirePermitted } from './postgres-guard.js';
import { createPostgresParser } from './postgres-parser.js';
import type { PostgresParser } from './postgres-parser.js';
import { PostgresSchemas } from './postgres-schemas.js';
import type { PostgresEngine, PostgresSession, TextRows } from './postgres-session.js';
import { PostgresTypes } from './postgres-types.js';
import { statementUse } from './postgres-use.js';
import type { StatementUse } from './postgres-use.js';
import { postgresValue } from './postgres-values.js';

/** Milliseconds of one look-up of values: a question waits for many of them. */
const VALUES_TIMEOUT_MS = 2_000;

/** Milliseconds for which a schema is taken to be as it was while values are read. */
const FRESH_MS = 1_000;

/** Milliseconds for the values of one undeclared foreign key. */
const LINK_TIMEOUT_MS = 500;

/** Rows of the first batch, before their size is known, and of any later one; bytes that a batch aims at. */
const FIRST_ROWS = 16;
const MOST_ROWS = 10_000;
const BATCH_BYTES = 4 * 2 ** 20;

/** An open PostgreSQL database. Statements are checked by PostgreSQL's own parser and against the engine's catalogue before they run. */
export class PostgresDatabase implements Database {
  readonly dialect = 'postgres';
  private readonly engine: PostgresEngine;
  private readonly parser: PostgresParser;
  private readonly allowFunctions: ReadonlySet<string>;
  private readonly schemas: PostgresSchemas;
  private readonly types = new PostgresTypes();
  private closed = false;

  private constructor(
    engine: PostgresEngine,
    parser: PostgresParser,
    options: PostgresDatabaseOptions,
  ) {
    this.engine = engine;
    this.parser = parser;
    this.allowFunctions = new Set(options.allowFunctions);
    this.schemas = new PostgresSchemas(engine, {
      given: options.known,
      contained: (candidate) => this.contained(candidate),
    });
  }

  static async over(
    engine: PostgresEngine,
    options: PostgresDatabaseOptions = {},
  ): Promise<PostgresDatabase> {
    return new PostgresDatabase(
      engine,
      await createPostgresParser(options.allowFunctions),
      options,
    );
  }

  async schema(options: SchemaOptions = {}): Promise<DatabaseSchema> {
    this.requireOpen();
    return (await this.schemas.read(options)).schema;
  }

  /** Whatever is written on the server takes a transaction number. */
  async dataVersion({ signal }: Pick<QueryOptions, 'signal'> = {}): Promise<string> {
    this.requireOpen();
    if (this.engine.holds === 'tables') return '';
    const session = await this.engine.begin({ timeoutMs: VALUES_TIMEOUT_MS, signal });
    try {
      return (await session.read('SELECT pg_current_snapshot()'))[0]?.[0] ?? '';
    } finally {
      await session.end();
    }
  }

  async values(entity: string, field: string, options: ValueOptions): Promise<readonly Value[]> {
    this.requireOpen();
    const limits = valueLimits({ timeoutMs: VALUES_TIMEOUT_MS, ...options });
    const { schema, withoutEquality, slow, checked } = await this.schemas.read({
      maxAgeMs: FRESH_MS,
      signal: options.signal,
    });
    if (withoutEquality.has(`${entity}.${field}`)) return [];
    if (slow.has(entity)) throw new QueryTimeoutError(limits.timeoutMs);
    const table = entityText(
      schema.entities.find(({ name }) => name === entity) ?? { name: entity },
    );
    const column = quoteIdentifier(field, postgresIdentifiers);
    const wanted = options.equalTo?.map((text) => text.toLowerCase());
    const filter =
      wanted === undefined ? `${column} IS NOT NULL` : `lower(${column}::text) = ANY ($1::text[])`;
    const sql = `SELECT DISTINCT ${column} FROM ${table} WHERE ${filter} LIMIT ${options.limit}`;
    const parameters = wanted === undefined ? [] : [wanted];
    try {
      // The statement is the pack's own: what may run in it is what the entity, a view perhaps, calls.
      const statement = checked.has(entity)
        ? { sql, use: NOTHING_USED }
        : { sql, use: this.parser.use(sql) };
      const { rows } = await this.collect(statement, { ...limits, parameters });
      checked.add(entity);
      return rows.map(([value]) => value ?? null);
    } catch (error) {
      // The fields of a slow view are slow one like the other: the rest of them is not tried.
      if (error instanceof QueryTimeoutError && limits.timeoutMs >= VALUES_TIMEOUT_MS)
        slow.add(entity);
      throw error;
    }
  }

  async fieldValues(
    asked: readonly FieldsOfEntity[],
    options: Omit<ValueOptions, 'equalTo'>,
  ): Promise<readonly (readonly (readonly Value[] | undefined)[])[]> {
    this.requireOpen();
    const limits = valueLimits({ timeoutMs: VALUES_TIMEOUT_MS, ...options });
    const known = await this.schemas.read({ maxAgeMs: FRESH_MS, signal: options.signal });
    const entities = new Map(known.schema.entities.map((entity) => [entity.name, entity]));
    const tables = asked.map(({ entity, fields }): TableColumns | undefined => {
      const { kind = 'table', ...found } = entities.get(entity) ?? { name: entity };
      const readable = fields.filter((field) => !known.withoutEquality.has(`${entity}.${field}`));
      if (kind !== 'table' || readable.length === 0) return undefined;
      const columns = readable.map((field) => quoteIdentifier(field, postgresIdentifiers));
      return { table: entityText(found), columns };
    });
    const wanted = tables.filter((table) => table !== undefined);
    // What may run is what the tables themselves call, in their policies for example.
    const unchecked = tables.flatMap((table, place) =>
      table !== undefined && !known.checked.has(asked[place]!.entity) ? [table.table] : [],
    );
    const use = this.parser.use(unchecked.map((table) => `SELECT FROM ${table}`).join(';'));
    const session = await this.begin({ use }, limits);
    try {
      const read = await readColumns(wanted, session, { limits, types: this.types });
      return asked.map(({ entity, fields }, place) => {
        const table = tables[place];
        const values = table === undefined ? [] : (read[wanted.indexOf(table)] ?? []);
        if (table !== undefined) known.checked.add(entity);
        let next = 0;
        return fields.map((field) =>
          known.withoutEquality.has(`${entity}.${field}`) ? [] : values[next++],
        );
      });
    } finally {
      await session.end();
    }
  }

  async query(text: string, options: QueryOptions = {}): Promise<QueryResult> {
    this.requireOpen();
    return this.collect(this.statement(text), queryLimits(options));
  }

  async *stream(text: string, options: QueryOptions = {}): AsyncIterable<RowBatch> {
    this.requireOpen();
    const batches = this.batches(this.statement(text), streamLimits(options));
    for await (const { columns, columnTypes, rows } of batches)
      yield { columns, columnTypes, rows };
  }

  async explain(text: string, options: QueryOptions = {}): Promise<string> {
    return (await this.plan('EXPLAIN', text, options)).map(([line]) => line).join('\n');
  }

  async estimate(text: string, options: QueryOptions = {}): Promise<QueryEstimate> {
    const [row] = await this.plan('EXPLAIN (FORMAT JSON)', text, options);
    const [{ Plan: plan }] = JSON.parse(row?.[0] ?? '') as [
      { Plan: { 'Plan Rows': number; 'Total Cost': number } },
    ];
    return { rows: plan['Plan Rows'], cost: plan['Total Cost'] };
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.engine.close();
  }

  private async collect(statement: Statement, limits: QueryLimits): Promise<QueryResult> {
    const started = performance.now();
    const rows: (readonly Value[])[] = [];
    let last: Batch | undefined;
    for await (const batch of this.batches(statement, limits)) {
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

  /** The rows of a checked query until they end or a limit cuts them; the last batch says which. */
  private async *batches(statement: Statement, limits: QueryLimits): AsyncIterable<Batch> {
    const session = await this.begin(statement, limits);
    try {
      await session.open(statement.sql, textParameters(limits.parameters));
      let [rows, bytes, count] = [0, 0, FIRST_ROWS];
      for (;;) {
        // One row more than wanted tells whether there are more.
        const wanted = Math.min(count, limits.maxRows - rows + 1);
        const fetched = await session.fetch(wanted, limits.maxBytes - bytes);
        const kept = fetched.rows.slice(0, limits.maxRows - rows);
        [rows, bytes] = [rows + kept.length, bytes + fetched.bytes];
        if (fetched.cut && rows === 0) throw tooLarge(limits);
        const truncatedBy =
          kept.length < fetched.rows.length ? 'rows' : fetched.cut ? 'bytes' : undefined;
        yield {
          ...(await this.converted(fetched, kept, session)),
          ...(truncatedBy !== undefined && { truncatedBy }),
        };
        if (truncatedBy !== undefined || fetched.rows.length < wanted) return;
        count = Math.max(
          1,
          Math.min(MOST_ROWS, 8 * count, Math.floor((BATCH_BYTES * rows) / Math.max(bytes, 1))),
        );
      }
    } finally {
      await session.end();
    }
  }

  /** The text as one statement whose own words only read. @throws QuerySyntaxError, QueryRefusedError */
  private statement(text: string): Statement {
    const use = this.parser.use(text);
    const { statements } = use;
    const writer =
      use.writer ??
      (this.engine.holds === 'tables' ? unknownPart(use, this.allowFunctions) : undefined);
    requireReadOnly({
      ...NOTHING_FOUND,
      statements,
      readOnly: writer === undefined,
      ...(writer !== undefined && { reason: writer }),
    });
    return { sql: text, use };
  }

  /** A transaction in which the statement has been checked against the catalogue and can run. */
  private async begin(
    { use }: Pick<Statement, 'use'>,
    limits: Pick<QueryLimits, 'timeoutMs' | 'signal'>,
  ): Promise<PostgresSession> {
    const session = await this.engine.begin(limits);
    try {
      const path = await this.schemas.path(session);
      if (this.engine.holds === 'any' && use.statements > 0) {
        requirePermitted(
          await session.read(guardQuery, guardParameters(use, path, [...this.allowFunctions])),
        );
      }
      await session.leaveCatalogue(path);
      return session;
    } catch (error) {
      await session.end();
      throw error;
    }
  }

  private async plan(
    prefix: string,
    text: string,
    options: QueryOptions,
  ): Promise<TextRows['rows']> {
    this.requireOpen();
    const limits = queryLimits(options);
    const session = await this.begin(this.statement(text), limits);
    try {
      return await session.read(`${prefix} ${text}`, textParameters(limits.parameters));
    } finally {
      await session.end();
    }
  }

  /** Types that the pack has not met yet are looked up in the transaction that met them. */
  private async converted(
    { columns, oids }: TextRows,
    rows: TextRows['rows'],
    session: PostgresSession,
  ): Promise<Omit<Batch, 'truncatedBy'>> {
    await this.types.load(oids, session);
    return {
      columns,
      columnTypes: oids.map((oid) => this.types.facts(oid)?.fieldType ?? 'other'),
      rows: rows.map((row) =>
        row.map((value, index) => postgresValue(value, oids[index] ?? 0, this.types)),
      ),
    };
  }

  /** Whether the values of a column look like a reference to another one; what cannot be read in time does not. */
  private async contained(candidate: LinkCandidate): Promise<boolean> {
    try {
      const { rows } = await this.collect(
        this.statement(containedQuery(candidate)),
        queryLimits({ timeoutMs: LINK_TIMEOUT_MS }),
      );
      const [present, missing, repeated] = rows[0] ?? [];
      return present !== 0 && missing === 0 && repeated === 0;
    } catch (error) {
      if (error instanceof MoMQError) return false;
      throw error;
    }
  }

  private requireOpen(): void {
    if (this.closed) throw new DatabaseClosedError(this.engine.databaseName);
  }
}

/** How a database behaves besides its engine. */
export interface PostgresDatabaseOptions {
  /** Functions of the user's that queries may call, `name` or `schema.name`. */
  readonly allowFunctions?: readonly string[] | undefined;
  /** The schema, where it need not be read. */
  readonly known?: DatabaseSchema | undefined;
}

type Batch = RowBatch & { readonly truncatedBy?: 'rows' | 'bytes' };

/** A checked text and what it uses. */
interface Statement {
  readonly sql: string;
  readonly use: StatementUse;
}

const NOTHING_USED = statementUse([]);

const NOTHING_FOUND = { relations: [], columns: [], functions: [], literals: [], keywords: [] };

function tooLarge({ maxBytes }: QueryLimits): QueryExecutionError {
  return new QueryExecutionError(
    `postgres: expected rows within maxBytes (${maxBytes}), got one that is larger. Raise maxBytes, or select fewer or shorter columns.`,
  );
}

/** Parameters as the server reads them from text; it knows each one's type from its place. */
function textParameters(parameters: QueryLimits['parameters'] = []): readonly (string | null)[] {
  if (!Array.isArray(parameters)) {
    throw new ConfigError(
      'parameters: expected a list, as placeholders are $1, $2, …; got an object of names.',
    );
  }
  return (parameters as readonly Value[]).map(textParameter);
}

function textParameter(value: Value): string | null {
  if (value === null) return null;
  if (Array.isArray(value)) return arrayParameter(value as readonly Value[]);
  if (typeof value === 'object')
    return JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'bigint' ? Number(part) : part,
    );
  return String(value);
}

function arrayParameter(items: readonly Value[]): string {
  const texts = items.map((item) => {
    if (Array.isArray(item)) return arrayParameter(item as readonly Value[]);
    const text = textParameter(item);
    return text === null ? 'NULL' : `"${text.replace(/[\\"]/g, '\\$&')}"`;
  });
  return `{${texts.join(',')}}`;
}
