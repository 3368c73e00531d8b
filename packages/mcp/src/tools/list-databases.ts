import type { ToolContext } from './tool-context.js';
import { schemaOf } from './tool-context.js';

/** Names, dialects and sizes of the databases. */
export async function listDatabases(context: ToolContext, signal: AbortSignal): Promise<object> {
  const databases = await Promise.all(
    context.served.all.map(async (served) => {
      const { entities } = await schemaOf(context, served, signal);
      return { name: served.name, dialect: served.database.dialect, tables: entities.length };
    }),
  );
  return { databases };
}
