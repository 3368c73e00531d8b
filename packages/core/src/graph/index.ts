export type { GraphContent, GraphNode, GraphRelationship } from './graph-content.js';
export { migrateToGraph } from './migrate-content.js';
export { relationalToGraphSchema } from './migrate-schema.js';
export { relationalToGraph } from './migrate-query.js';
export { relationshipNames } from './relationship-names.js';
