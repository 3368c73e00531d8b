/**
 * What people mean by a query: ranges of dates, and queries that no question can mean.
 *
 * @module
 */
export { periodOf } from './date-periods.js';
export type { DatePeriod } from './date-periods.js';
export { withDateRanges } from './date-ranges.js';
export { reasonAgainst } from './implausible.js';
export { temporalKind } from './temporal-fields.js';
export type { TemporalKind } from './temporal-fields.js';
