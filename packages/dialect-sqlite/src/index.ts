/**
 * SQLite for MoMQ.
 *
 * @module
 */
export { sqlite } from './sqlite-dialect.js';
export { toLogicalQuery } from './sqlite-logical-form.js';
