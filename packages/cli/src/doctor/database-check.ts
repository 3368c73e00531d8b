import { createMoMQ } from '@momq/core';
import { dialectsFor } from '../dialects/find-dialects.js';
import { checkPart } from './check.js';
import type { Check } from './check.js';

/** What entities and fields are called, one and several. */
const words = {
  relational: [
    ['table', 'tables'],
    ['column', 'columns'],
  ],
  graph: [
    ['label', 'labels'],
    ['property', 'properties'],
  ],
} as const;

/** Opens a database and says what of it can be read, and what cannot. */
export async function checkDatabase(source: string, dialect?: string): Promise<Check> {
  return checkPart({ area: 'database', part: 'opening' }, async () => {
    const momq = createMoMQ({ dialects: await dialectsFor([source], dialect) });
    try {
      const start = performance.now();
      const database = await momq.open(source);
      const schema = await database.schema();
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const [entity, field] = words[schema.family];
      const columns = schema.entities.reduce((sum, { fields }) => sum + fields.length, 0);
      return {
        detail: `${schema.name}: ${counted(schema.entities.length, entity)}, ${counted(columns, field)}, read in ${seconds} s`,
        notes: schema.notes ?? [],
      };
    } finally {
      await momq.close();
    }
  });
}

function counted(count: number, [one, several]: readonly [string, string]): string {
  return `${count} ${count === 1 ? one : several}`;
}
