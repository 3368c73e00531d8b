export { quoteName } from './cypher-names.js';
export type { GraphContent, GraphNode, GraphRelationship } from './graph-content.js';
export { describeAndMigrate, migrateToGraph } from './migrate-content.js';
export { schemaRemarks } from '../packs/schema-remarks.js';
export { compareProperties, relationshipsOf } from './property-links.js';
export { renderCypher } from './render-cypher.js';
export { viewAsGraph } from './view-as-graph.js';
export { graphNameGrammar } from './name-grammar/graph-name-grammar.js';
export type { GraphGrammarRules } from './name-grammar/graph-grammar-rules.js';
