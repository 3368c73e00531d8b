/** Text values of a result, as the server sends them. */
export type TextRow = readonly (string | null)[];

/** Some rows of a cursor. */
export interface TextRows {
  readonly columns: readonly string[];
  /** Object identifier of each column's type. */
  readonly oids: readonly number[];
  readonly rows: readonly TextRow[];
  /** Bytes of the rows' values as UTF-8. */
  readonly bytes: number;
  /** True when rows are missing because the next one would pass the limit on bytes. */
  readonly cut: boolean;
}

/** What holds one session back: milliseconds that the engine may work in it, and a signal. */
export interface SessionLimits {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A read-only transaction of one engine. `timeoutMs` counts the engine's work alone. After an error it can only be ended.
 *
 * Every call throws QueryTimeoutError when the time is over, the signal's reason when it aborts, else QueryExecutionError
 * with the engine's own words.
 */
export interface PostgresSession {
  /** Rows of a statement of ours; names in it mean `pg_catalog` alone. */
  read(sql: string, parameters?: readonly (string | null)[]): Promise<readonly TextRow[]>;
  /** Schemas that names without a schema are looked up in, nearest first, as the role and the database have it set. */
  searchPath(): Promise<readonly string[]>;
  /** From here on statements run as the user meant them: with the search path of the database. */
  leaveCatalogue(path: readonly string[]): Promise<void>;
  /** All rows of a statement of ours that is known to have few, `maxBytes` of values at most. */
  all(sql: string, maxBytes: number): Promise<TextRows>;
  /** Opens the cursor of the session over a query. */
  open(sql: string, parameters: readonly (string | null)[]): Promise<void>;
  /** The next rows, `count` at most and `maxBytes` of values at most. */
  fetch(count: number, maxBytes: number): Promise<TextRows>;
  /** Rolls back and frees the engine; never throws. */
  end(): Promise<void>;
}

/** What the embedded engine and a server have in common. */
export interface PostgresEngine {
  /** Name of the database. */
  readonly databaseName: string;
  /** `tables`: the database holds nothing but tables; `any`: also functions, views and whatever else users make. */
  readonly holds: 'tables' | 'any';
  /** @throws DatabaseClosedError, DatabaseOpenError, or as the session's calls do */
  begin(limits: SessionLimits): Promise<PostgresSession>;
  close(): Promise<void>;
}

/** Bytes of one value of a result at most: JavaScript holds no longer texts, and the driver would end the program. */
export const MAX_VALUE_BYTES = 256 * 2 ** 20;

/** Names in statements of ours mean what PostgreSQL itself defines. */
export const CATALOGUE_ONLY = 'SET LOCAL search_path = pg_catalog, pg_temp';

/**
 * Begins a transaction in which nothing can be written, text is read as the parser read it and values are written as the pack
 * reads them, whatever the role or the database has set. SET LOCAL ends with the transaction.
 */
export function beginStatements(timeoutMs: number): string {
  return [
    'BEGIN READ ONLY',
    CATALOGUE_ONLY,
    `SET LOCAL statement_timeout = ${Math.ceil(timeoutMs)}`,
    `SET LOCAL lock_timeout = ${Math.ceil(timeoutMs)}`,
    "SET LOCAL idle_in_transaction_session_timeout = '10min'",
    'SET LOCAL standard_conforming_strings = on',
    'SET LOCAL backslash_quote = safe_encoding',
    'SET LOCAL escape_string_warning = off',
    'SET LOCAL transform_null_equals = off',
    'SET LOCAL array_nulls = on',
    "SET LOCAL client_encoding = 'UTF8'",
    'SET LOCAL row_security = on',
    "SET LOCAL datestyle = 'ISO, MDY'",
    'SET LOCAL intervalstyle = postgres',
    'SET LOCAL bytea_output = hex',
    'SET LOCAL extra_float_digits = 1',
    'SET LOCAL xmlbinary = base64',
    'SET LOCAL xmloption = content',
    'SET LOCAL cursor_tuple_fraction = 1',
    'SET LOCAL client_min_messages = error',
    // Compiling the pack's own statements would take longer than they do.
    'SET LOCAL jit = off',
  ].join(';');
}

/** What the user's statements run with: the search path, and the server's own choice of compiling; temporary tables come last. */
export function pathStatement(path: readonly string[]): string {
  const list = [...path.map((name) => `"${name.replaceAll('"', '""')}"`), 'pg_temp'];
  return `SET LOCAL search_path = ${list.join(', ')}; SET LOCAL jit TO DEFAULT`;
}
