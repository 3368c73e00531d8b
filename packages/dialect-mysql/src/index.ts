/**
 * MySQL for MoMQ.
 *
 * @module
 */
export { mysql } from './mysql-dialect.js';
export type { MysqlOptions } from './mysql-dialect.js';
