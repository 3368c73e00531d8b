import type { Database, DialectPack } from '@momq/dialect';
import type { DatabaseContent } from '@momq/dialect';
import { createDatabase } from '../packs/pack-databases.js';

/** Databases of one dialect by id, opened when first asked for. */
export interface OpenDatabases {
  /** The open database; it may be closed when eight others were opened after it. */
  open(dbId: string): Promise<Database>;
  /** Closes all that are open. */
  close(): Promise<void>;
}

/** Open at a time at most; the one unused for longest is closed for the next. */
const maxOpen = 8;

/**
 * Builds each database once from its content and keeps the latest few open.
 *
 * @param existing - opens databases that are there, such as those on a server, instead
 */
export function openOnce(
  dialect: DialectPack,
  content: (dbId: string) => Promise<DatabaseContent>,
  existing?: (dbId: string) => Promise<Database>,
): OpenDatabases {
  const openOne = existing ?? (async (dbId) => createDatabase(dialect, await content(dbId)));
  const opened = new Map<string, Database>();
  return {
    async open(dbId) {
      let database = opened.get(dbId);
      opened.delete(dbId);
      if (!database) {
        const oldest = opened.entries().next().value;
        if (oldest && opened.size >= maxOpen) {
          opened.delete(oldest[0]);
          await oldest[1].close();
        }
        database = await openOne(dbId);
      }
      opened.set(dbId, database);
      return database;
    },
    async close() {
      const all = [...opened.values()];
      opened.clear();
      await Promise.all(all.map((database) => database.close()));
    },
  };
}
