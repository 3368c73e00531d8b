/**
 * What people mean by a query, and queries that no question can mean.
 *
 * @module
 */
export { asMeant } from './as-meant.js';
export { reasonAgainst } from './implausible.js';
