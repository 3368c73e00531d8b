import type { DatabaseSchema, RelationalView } from '@momq/dialect';
import { relationalToGraph } from './migrate-query.js';
import { relationalToGraphSchema } from './migrate-schema.js';

/**
 * A relational database as the property graph that its content migrates to: what packs of family `graph` give as
 * `viewRelational`. A schema of family `graph` and queries over it stay as they are.
 */
export function viewAsGraph(schema: DatabaseSchema): RelationalView {
  if (schema.family === 'graph') return { schema, convert: (query) => query };
  const graph = relationalToGraphSchema(schema);
  return { schema: graph, convert: (query) => relationalToGraph(query, schema, graph) };
}
