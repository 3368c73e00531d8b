import type { DatabaseSchema } from '@momq/core';
import { MAX_TIMEOUT_MS, requirePositiveInteger } from '@momq/core/execution';
import { ServedDatabases } from '@momq/serve';
import type { ServedDatabase } from '@momq/serve';
import type { McpOptions } from '../mcp-options.js';

/** What every tool needs. */
export interface ToolContext extends McpOptions {
  readonly served: ServedDatabases;
}

/** @throws ConfigError for databases without usable names, and a `timeoutMs` that is none */
export function toolContext(options: McpOptions): ToolContext {
  const { timeoutMs } = options;
  if (timeoutMs !== undefined) requirePositiveInteger('timeoutMs', timeoutMs, MAX_TIMEOUT_MS);
  return { ...options, served: new ServedDatabases(options.databases) };
}

/** The schema as questions see it: with what is taught about it. */
export async function schemaOf(
  { momq }: ToolContext,
  { database }: ServedDatabase,
  signal: AbortSignal,
): Promise<DatabaseSchema> {
  return (await momq.taught(database))?.schema ?? database.schema({ signal });
}
