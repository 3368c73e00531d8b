/** The packs that this repository makes data for. The library itself names none. */
import { join } from 'node:path';

import { relationalToGraph, relationalToGraphSchema } from '@momq/core/graph';
import { cypher } from '@momq/dialect-cypher';
import { postgres } from '@momq/dialect-postgres';
import { sqlite, toLogicalQuery } from '@momq/dialect-sqlite';
import type { ReferenceDialect, TargetDialect } from '../src/index.js';

/** Where the question sets lie: `MOMQ_DATA`, else beside the repository. */
export const dataFolder =
  process.env['MOMQ_DATA'] ?? join(import.meta.dirname, '../../../../shared/data');

/** The dialect of the gold queries. */
export function referenceDialect(): ReferenceDialect {
  return { pack: sqlite(), toLogicalQuery };
}

/** Relational packs take the schema as it is; graph packs take its migration. */
export function allTargets(): TargetDialect[] {
  return [sqlite(), postgres(), cypher()].map((pack) =>
    pack.family === 'relational'
      ? { pack }
      : {
          pack,
          view: ({ schema }) => {
            const graph = relationalToGraphSchema(schema);
            return { schema: graph, convert: (query) => relationalToGraph(query, schema, graph) };
          },
        },
  );
}
