import { createDatabase } from '@momq/core';
import type { DatabaseContent } from '@momq/core';
import type { SqlgenTableOptions } from '@momq/model-nano/experiment';
import { countingBar } from '../output/progress-bar.js';

/** Makes pairs for a database of the data, as `momq adapt` does for one of a user's. */
export function adaptPairs(
  content: (dbId: string) => Promise<DatabaseContent>,
  signal?: AbortSignal,
): SqlgenTableOptions['makePairs'] {
  return async (pack, dbId, wanted) => {
    const { databasePairs } = await import('@momq/datagen/adapt');
    const database = await createDatabase(pack, await content(dbId));
    try {
      const { pairs } = await databasePairs({
        ...{ pack, database, id: dbId, pairs: wanted },
        onProgress: countingBar(`pairs of ${pack.id} for`),
        ...(signal !== undefined && { signal }),
      });
      return pairs;
    } finally {
      await database.close();
    }
  };
}
