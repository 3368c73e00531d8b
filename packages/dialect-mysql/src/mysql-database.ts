import { ConfigError, DatabaseClosedError, QueryRefusedError } from '@momq/dialect';
import type {
  Database,
  DatabaseSchema,
  QueryOptions,
  QueryResult,
  RowBatch,
  SchemaOptions,
  Value,
  ValueOptions,
} from '@momq/dialect';
import { queryLimits, requireReadOnly, streamLimits, valueLimits } from '@momq/core/execution';
import type { QueryLimits } from '@momq/core/execution';
import { quoteEntity, quoteIdentifier } from '@momq/core/sql';
import type { MysqlEngine, MysqlStatement } from './mysql-engine.js';
import { mysqlIdentifiers } from './mysql-generator.js';
import type { MysqlParser } from './mysql-parser.js';
import { isAboutName, withSuggestion } from './schema-check/name-suggestion.js';
import { comparesTypes, requireComparable } from './schema-check/require-comparable.js';

/** An open MySQL database. Statements are parsed and checked before the engine sees them. */
export class MysqlDatabase implements Database {
  readonly dialect = 'mysql';
  private readonly engine: MysqlEngine;
  private readonly parser: MysqlParser;
  private known: Promise<DatabaseSchema> | undefined;
  private closed = false;

  constructor(engine: MysqlEngine, parser: MysqlParser) {
    this.engine = engine;
    this.parser = parser;
  }

  async schema({ refresh = false, signal }: SchemaOptions = {}): Promise<DatabaseSchema> {
    this.requireOpen();
    signal?.throwIfAborted();
    if (this.known === undefined || refresh) {
      const reading = this.engine.readSchema(signal);
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
    const { entities } = await this.schema();
    const table = quoteEntity(
      entities.find(({ name }) => name === entity) ?? { name: entity },
      mysqlIdentifiers,
    );
    const column = quoteIdentifier(field, mysqlIdentifiers);
    const wanted = options.equalTo?.map((text) => text.toLowerCase());
    if (wanted?.length === 0) return [];
    const filter =
      wanted === undefined
        ? `${column} IS NOT NULL`
        : `LOWER(CAST(${column} AS CHAR)) IN (${wanted.map(() => '?').join(', ')})`;
    const sql = `SELECT DISTINCT ${column} FROM ${table} WHERE ${filter} LIMIT ${options.limit}`;
    const statement = this.readable(sql, { ...limits, parameters: wanted ?? [] });
    return (await this.collect(statement, limits)).rows.map(([value]) => value ?? null);
  }

  async query(text: string, options: QueryOptions = {}): Promise<QueryResult> {
    const limits = queryLimits(options);
    return this.checked(text, limits, (statement) => this.collect(statement, limits));
  }

  async *stream(text: string, options: QueryOptions = {}): AsyncGenerator<RowBatch, void> {
    const limits = streamLimits(options);
    const statement = await this.checked(text, limits, (given) => Promise.resolve(given));
    for await (const { columns, columnTypes, rows } of this.engine.stream(statement, limits))
      if (rows.length > 0) yield { columns, columnTypes, rows };
  }

  async explain(text: string, options: QueryOptions = {}): Promise<string> {
    const limits = queryLimits(options);
    return this.checked(text, limits, (statement) => this.engine.explain(statement, limits));
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.engine.close();
  }

  private async collect(statement: MysqlStatement, limits: QueryLimits): Promise<QueryResult> {
    const started = performance.now();
    const rows: (readonly Value[])[] = [];
    let last: Omit<QueryResult, 'rows' | 'truncated' | 'elapsedMs'> | undefined;
    for await (const { rows: some, ...batch } of this.engine.run(statement, limits)) {
      for (const row of some) rows.push(row);
      last = batch;
    }
    return {
      columns: [],
      columnTypes: [],
      ...last,
      rows,
      truncated: last?.truncatedBy !== undefined,
      elapsedMs: performance.now() - started,
    };
  }

  /**
   * Runs a statement whose comparisons fit the schema. The schema is read again before something in it is called wrong: it may have
   * changed.
   */
  private async checked<T>(
    text: string,
    limits: QueryLimits,
    run: (statement: MysqlStatement) => Promise<T>,
  ): Promise<T> {
    const statement = this.readable(text, limits);
    const options = limits.signal === undefined ? {} : { signal: limits.signal };
    if (comparesTypes(statement.query)) {
      try {
        requireComparable(statement.query, await this.schema(options));
      } catch {
        requireComparable(statement.query, await this.schema({ ...options, refresh: true }));
      }
    }
    try {
      return await run(statement);
    } catch (error) {
      if (!isAboutName(error)) throw error;
      const schema = await this.schema({ ...options, refresh: true });
      throw withSuggestion(error, schema, statement.relations);
    }
  }

  /** The text as one statement that only reads this database. @throws QuerySyntaxError, QueryRefusedError, ConfigError */
  private readable(text: string, limits: QueryLimits): MysqlStatement {
    this.requireOpen();
    limits.signal?.throwIfAborted();
    const analysis = this.parser.parse(text);
    requireReadOnly(analysis);
    const { query, databases, placeholders, relations } = analysis;
    const other = databases.find((name) => name !== this.engine.databaseName.toLowerCase());
    if (query === undefined || other !== undefined) {
      throw new QueryRefusedError(
        `query: expected names of the database ${this.engine.databaseName}, got ${other ?? 'none'}. Open that database by its own URL.`,
      );
    }
    const parameters = positional(limits.parameters, placeholders.length);
    return { sql: text, query, relations, parameters };
  }

  private requireOpen(): void {
    if (this.closed) throw new DatabaseClosedError(this.engine.databaseName);
  }
}

function positional(parameters: QueryLimits['parameters'] = [], count: number): readonly Value[] {
  if (!Array.isArray(parameters)) {
    throw new ConfigError(
      'parameters: expected a list, as placeholders are ?; got an object of names.',
    );
  }
  if (parameters.length !== count) {
    throw new ConfigError(
      `parameters: expected ${count}, one for each ?, got ${parameters.length}.`,
    );
  }
  return parameters as readonly Value[];
}
