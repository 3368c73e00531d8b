import { QueryRefusedError } from '@momq/dialect';
import { allowedEngineTables } from './permitted-functions.js';
import type { ReadBatch } from './read-batch.js';

/**
 * Refuses tables that the engine itself has (`dbstat`, `pragma_database_list`, …) and the database does not: what the engine's
 * catalogue names as a module, and nobody made a table of.
 *
 * @throws QueryRefusedError
 */
export async function refuseEngineTables(
  tableNames: readonly string[],
  read: ReadBatch,
): Promise<void> {
  const asked = tableNames.filter((name) => !allowedEngineTables.has(name));
  if (asked.length === 0) return;
  const names = JSON.stringify(asked);
  const [modules] = await read(
    [
      {
        sql: `SELECT name FROM pragma_module_list WHERE lower(name) IN (SELECT value FROM json_each(?))
          AND lower(name) NOT LIKE 'pragma\\_%' ESCAPE '\\'
          AND lower(name) NOT IN (SELECT lower(name) FROM sqlite_schema WHERE type IN ('table', 'view'))`,
        values: [names],
      },
    ],
    { maxRows: 1, maxBytes: 10_000, timeMs: 10_000 },
  );
  const name = modules?.rows?.[0]?.[0];
  if (name !== undefined) {
    throw new QueryRefusedError(
      `query: expected tables of the database, got ${String(name)}, which is the engine's own. Not run; name a table of the database.`,
    );
  }
}
