import type { DatabaseSchema, LogicalConstruct, LogicalQuery } from '@momq/dialect';
import { withDateRanges } from './date-ranges.js';
import { knownLookups } from './known-lookups.js';
import { orderedRanges } from './ordered-ranges.js';
import { missingValuesLast } from './superlatives.js';
import { sharesOfWhole } from './whole-shares.js';

/**
 * The query as people mean it: ranges from the smaller to the larger bound, days and months against points in time as ranges, no missing
 * value among those that NOT IN looks through, no superlative that is won by a missing value, and shares of the whole, not of themselves. A query that says all this exactly stays as it is.
 *
 * @param unsupported - what the dialect cannot say (`capabilities.unsupported`); such a rewrite is left out
 */
export function asMeant(
  query: LogicalQuery,
  schema: DatabaseSchema,
  unsupported: readonly LogicalConstruct[] = [],
): LogicalQuery {
  const ranged = knownLookups(withDateRanges(orderedRanges(sharesOfWhole(query)), schema), schema);
  return unsupported.includes('nulls') ? ranged : missingValuesLast(ranged, schema);
}
