/**
 * What people mean by a query, and queries that no question can mean.
 *
 * @module
 */
export { asAsked } from './asked/as-asked.js';
export type { AskedQuestion } from './asked/asked-question.js';
export { asMeant } from './as-meant.js';
export { reasonAgainst } from './implausible.js';
