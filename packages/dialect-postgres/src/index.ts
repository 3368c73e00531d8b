/**
 * PostgreSQL for MoMQ.
 *
 * @module
 */
export { postgres } from './postgres-dialect.js';
