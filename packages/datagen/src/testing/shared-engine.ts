import { createDatabase } from '@momq/core';
import type { Database, DatabaseContent, DialectPack } from '@momq/dialect';

/** A pack whose databases are all the same one, which stays open until the end. */
export interface SharedEngine {
  readonly pack: DialectPack;
  close(): Promise<void>;
}

/** One engine process for many runs about the same rows; each would start its own. */
export async function sharedEngine(
  pack: DialectPack,
  content: DatabaseContent,
): Promise<SharedEngine> {
  const database = await createDatabase(pack, content);
  const kept = keptOpen(database);
  return {
    pack: { ...pack, createDatabase: () => Promise.resolve(kept) },
    close: () => database.close(),
  };
}

function keptOpen(database: Database): Database {
  return new Proxy(database, {
    get(target, name) {
      if (name === 'close') return () => Promise.resolve();
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
