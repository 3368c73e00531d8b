import { createMoMQ } from '@momq/core';
import { dialectsFor } from '../dialects/find-dialects.js';
import { checkPart } from './check.js';
import type { Check } from './check.js';

/** Opens a database and says what of it can be read, and what cannot. */
export async function checkDatabase(source: string, dialect?: string): Promise<Check> {
  return checkPart({ area: 'database', part: 'opening' }, async () => {
    const momq = createMoMQ({ dialects: await dialectsFor([source], dialect) });
    try {
      const start = performance.now();
      const database = await momq.open(source);
      const schema = await database.schema();
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const columns = schema.entities.reduce((sum, { fields }) => sum + fields.length, 0);
      return {
        detail: `${schema.name}: ${schema.entities.length} tables, ${columns} columns, read in ${seconds} s`,
        notes: schema.notes ?? [],
      };
    } finally {
      await momq.close();
    }
  });
}
