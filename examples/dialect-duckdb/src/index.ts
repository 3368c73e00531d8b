/**
 * Duckdb for MoMQ.
 *
 * @module
 */
export { duckdb } from './dialect.js';
