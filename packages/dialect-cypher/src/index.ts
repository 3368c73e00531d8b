/**
 * Cypher (Neo4j) for MoMQ.
 *
 * @packageDocumentation
 */
export { cypher } from './cypher-dialect.js';
