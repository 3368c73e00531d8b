import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, readStoredJson, writeStoredJson } from '@momq/core/execution';

/**
 * Results of a long run, one file a database, so that a stopped run goes on with the next database.
 * A file is written aside and renamed: it is there whole or not at all.
 */
export interface DatabaseJournal<T> {
  read(dbId: string): Promise<T | undefined>;
  write(dbId: string, result: T): Promise<void>;
}

/**
 * @param folder - made when absent.
 * @param key - what the results depend on besides the database (seed, options); results of another key are made anew.
 */
export async function openJournal<T>(folder: string, key: string): Promise<DatabaseJournal<T>> {
  await makeFolder(folder);
  const path = (dbId: string): string => join(folder, `${encodeURIComponent(dbId)}.json`);
  return {
    async read(dbId) {
      if (!existsSync(path(dbId))) return undefined;
      const entry = parsed<T>(await readFile(path(dbId), 'utf8'));
      return entry?.key === key ? entry.result : undefined;
    },
    async write(dbId, result) {
      const partial = `${path(dbId)}.partial`;
      await writeFile(partial, writeStoredJson({ key, result }));
      await rename(partial, path(dbId));
    },
  };
}

/** Nothing where the file is torn, as a crash of the machine may leave it. */
function parsed<T>(text: string): { readonly key: string; readonly result: T } | undefined {
  try {
    return readStoredJson(text) as { key: string; result: T };
  } catch {
    return undefined;
  }
}
