export { quoteName } from './cypher-names.js';
export type { GraphContent, GraphNode, GraphRelationship } from './graph-content.js';
export { migrateToGraph } from './migrate-content.js';
export { relationalToGraphSchema } from './migrate-schema.js';
export { relationalToGraph } from './migrate-query.js';
export { renderCypher } from './render-cypher.js';
