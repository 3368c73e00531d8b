/**
 * SQLite for MoMQ.
 *
 * @module
 */
export { sqlite } from './sqlite-dialect.js';
