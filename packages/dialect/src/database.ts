import type { DatabaseSchema, FieldType, Value } from './database-schema.js';

/** Limits of one execution. Each is checked where it is given: what is no positive whole number is a `CONFIG_INVALID`. */
export interface QueryOptions {
  /** Rows returned at most; default 1000. */
  readonly maxRows?: number;
  /** Milliseconds until the engine is stopped; default 10000, at most 2³¹ - 1. */
  readonly timeoutMs?: number;
  /** Bytes of the result's values at most, as UTF-8 text; default 64 MiB. */
  readonly maxBytes?: number;
  /** Stops the engine; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Values of the query's placeholders: by position, or by name where the dialect has named ones. Never part of the text. */
  readonly parameters?: readonly Value[] | Readonly<Record<string, Value>>;
}

/** Rows of an executed query. */
export interface QueryResult {
  readonly columns: readonly string[];
  /** Coarse type of each column, `other` where the engine tells none. */
  readonly columnTypes: readonly FieldType[];
  readonly rows: readonly (readonly Value[])[];
  /** True when a limit cut the result. */
  readonly truncated: boolean;
  /** Which limit cut it. */
  readonly truncatedBy?: 'rows' | 'bytes';
  readonly elapsedMs: number;
}

/** Some rows of a result that is read as a stream. */
export type RowBatch = Pick<QueryResult, 'columns' | 'columnTypes' | 'rows'>;

/** What an engine expects a query to cost, before it runs. */
export interface QueryEstimate {
  /** Rows of the result. */
  readonly rows?: number;
  /** Bytes that the engine reads. */
  readonly bytes?: number;
  /** In the engine's own unit, for example PostgreSQL's planner units. */
  readonly cost?: number;
}

/** How {@link Database.schema} reads. */
export interface SchemaOptions {
  /** Reads the engine again instead of giving back what was read before; default false. */
  readonly refresh?: boolean;
  readonly signal?: AbortSignal;
}

/** Which values of a field {@link Database.values} reads. */
export interface ValueOptions extends Pick<QueryOptions, 'timeoutMs' | 'signal'> {
  /** Values at most. */
  readonly limit: number;
  /** Only text values that equal one of these, case ignored; default: any. */
  readonly equalTo?: readonly string[];
}

/** Some fields of one entity. */
export interface FieldsOfEntity {
  readonly entity: string;
  readonly fields: readonly string[];
}

/** An open database. Execution is read-only; calls may overlap, and one call's limits never touch another's. */
export interface Database {
  /** Id of the pack that opened it. */
  readonly dialect: string;
  /**
   * Reads tables, columns and foreign keys (labels, properties and relationship types) from the engine. What cannot be read is
   * left out and named in {@link DatabaseSchema.notes}. A schema is never changed: what is read again is a new object. A
   * database with {@link Database.dataVersion} reads it again by itself when it has changed, and else gives the same object.
   */
  schema(options?: SchemaOptions): Promise<DatabaseSchema>;
  /**
   * A short text that is another one whenever somebody may have changed data since an earlier call. Cheap, as every question
   * asks for it; absent where the engine cannot tell.
   */
  dataVersion?(options?: Pick<QueryOptions, 'signal'>): Promise<string>;
  /** Distinct non-null values of one field, in the engine's order. */
  values(entity: string, field: string, options: ValueOptions): Promise<readonly Value[]>;
  /**
   * What {@link Database.values} gives of several fields, read at once: a list per entity asked for, with a list per field of it,
   * in their order; undefined for a field that has to be asked for alone. The limits hold for all together, but `limit` for each
   * field. May fail as a whole. Absent where that is no faster.
   */
  fieldValues?(
    asked: readonly FieldsOfEntity[],
    options: Omit<ValueOptions, 'equalTo'>,
  ): Promise<readonly (readonly (readonly Value[] | undefined)[])[]>;
  /** @throws QueryRefusedError, QueryTimeoutError or QueryExecutionError */
  query(text: string, options?: QueryOptions): Promise<QueryResult>;
  /** The rows of a query, a batch at a time; `maxRows` and `maxBytes` have no default here. Leaving the loop stops the engine. */
  stream(text: string, options?: QueryOptions): AsyncIterable<RowBatch>;
  /** The engine's plan as text, where `capabilities.explain`. */
  explain?(text: string, options?: QueryOptions): Promise<string>;
  /** What the query would cost, where `capabilities.estimate`. Nothing runs. */
  estimate?(text: string, options?: QueryOptions): Promise<QueryEstimate>;
  /** Ends the engine or the connection and frees what it holds; further calls fail with `DATABASE_CLOSED`. */
  close(): Promise<void>;
}
