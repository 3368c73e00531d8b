import { boundedRows, defaultRows } from './bounded-rows.js';
import type { ToolContext } from './tool-context.js';

/** A query of an agent's own. */
export interface QueryArguments {
  readonly query: string;
  readonly database?: string | undefined;
  readonly max_rows?: number | undefined;
}

/** Rows of a query that only reads; the database's own guard refuses any other. */
export async function query(
  { served, timeoutMs }: ToolContext,
  { query: text, database, max_rows: maxRows = defaultRows }: QueryArguments,
  signal: AbortSignal,
): Promise<object> {
  const options = { maxRows, signal, ...(timeoutMs !== undefined && { timeoutMs }) };
  return boundedRows(await served.named(database).database.query(text, options));
}
