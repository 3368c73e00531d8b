/**
 * Cypher (Neo4j) for MoMQ.
 *
 * @packageDocumentation
 */
export type { CypherOptions } from './allowed-calls.js';
export { cypher } from './cypher-dialect.js';
