import type { LogicalDialectPack } from '@momq/dialect';
import { relationalToGraph, relationalToGraphSchema } from '@momq/core/graph';
import type { TargetDialect } from '@momq/datagen';

/** Packs as targets of data generation: relational ones take a database as it is, graph ones its migration. */
export function targetDialects(packs: readonly LogicalDialectPack[]): TargetDialect[] {
  return packs.map((pack) => {
    if (pack.family === 'relational') return { pack };
    return {
      pack,
      view: ({ schema }) => {
        const graph = relationalToGraphSchema(schema);
        return { schema: graph, convert: (query) => relationalToGraph(query, schema, graph) };
      },
    };
  });
}
