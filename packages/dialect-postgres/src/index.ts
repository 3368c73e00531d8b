/**
 * PostgreSQL for MoMQ.
 *
 * @module
 */
export { postgres } from './postgres-dialect.js';
export type { PostgresOptions } from './postgres-dialect.js';
