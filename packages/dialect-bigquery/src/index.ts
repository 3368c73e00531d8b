/**
 * BigQuery for MoMQ.
 *
 * @module
 */
export { bigquery } from './bigquery-dialect.js';
export type { BigqueryOptions } from './bigquery-dialect.js';
