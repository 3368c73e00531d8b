import type { DatabaseSchema, RowBatch, Value } from '@momq/dialect';
import type { QueryLimits } from '@momq/core/execution';
import type { Query } from './syntax/nodes.js';

/** A checked statement. */
export interface MysqlStatement {
  readonly sql: string;
  readonly query: Query;
  /** Tables that it names. */
  readonly relations: readonly string[];
  /** Values of its `?`, in their order. */
  readonly parameters: readonly Value[];
}

/** Rows, and which limit cut them. */
export type MysqlBatch = RowBatch & { readonly truncatedBy?: 'rows' | 'bytes' };

/** What runs checked statements: a server, or the emulation. */
export interface MysqlEngine {
  /** The database that the engine has open. */
  readonly databaseName: string;
  /** Rows until they end or a limit cuts them, which the last batch says. There is at least one batch. */
  run(statement: MysqlStatement, limits: QueryLimits): AsyncIterable<MysqlBatch>;
  /** The same in batches of some rows, beside other calls. */
  stream(statement: MysqlStatement, limits: QueryLimits): AsyncIterable<MysqlBatch>;
  explain(statement: MysqlStatement, limits: QueryLimits): Promise<string>;
  readSchema(signal: AbortSignal | undefined): Promise<DatabaseSchema>;
  close(): Promise<void>;
}
