import { createHash } from 'node:crypto';
import { DatabaseOpenError } from '@momq/dialect';
import type { DatabaseContent } from '@momq/dialect';
import { writeStoredJson } from '../execution/stored-json.js';

/**
 * Reads databases as `content` does, and notices one that changes while it is used: what was computed from its first rows would not
 * fit what is computed from others.
 *
 * @throws DatabaseOpenError from the returned function, for a database that is not as it was when it was first read
 */
export function unchangingContent(
  content: (dbId: string) => Promise<DatabaseContent>,
): (dbId: string) => Promise<DatabaseContent> {
  const seen = new Map<string, string>();
  return async (dbId) => {
    const read = await content(dbId);
    const hash = createHash('sha256').update(writeStoredJson(read)).digest('base64');
    const before = seen.get(dbId) ?? hash;
    seen.set(dbId, before);
    if (before === hash) return read;
    throw new DatabaseOpenError(
      `database ${dbId}: expected it as it was at the beginning of this run, got other rows or another schema. Somebody changed it meanwhile: run again, when nobody writes to it.`,
    );
  };
}
