/**
 * nGQL (NebulaGraph) for MoMQ.
 *
 * @packageDocumentation
 */
export { ngql } from './ngql-dialect.js';
