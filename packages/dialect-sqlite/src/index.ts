/**
 * SQLite for MoMQ.
 *
 * @module
 */
export { sqlite } from './sqlite-dialect.js';
export type { SqliteOptions } from './sqlite-dialect.js';
export type { SqliteEngineChoice } from './sqlite-engine.js';
