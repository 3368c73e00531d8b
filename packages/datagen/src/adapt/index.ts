/**
 * Pairs for a database that is there.
 *
 * @module
 */
export { databasePairs } from './database-pairs.js';
export type { DatabasePairsOptions } from './database-pairs.js';
