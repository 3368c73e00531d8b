import type { QueryBudget } from '@momq/core/execution';
import type { GraphValue } from '@momq/graph-store';
import { queryError } from './engine-error.js';

/** Characters of a text that an expression makes. */
const longestText = 16_777_216;

/** Counts a list that an expression has made as held. @throws QueryExecutionError for a text or a list that is too long */
export function requireSize(made: GraphValue, budget: QueryBudget): void {
  if (typeof made === 'string' && made.length > longestText)
    throw queryError(`expected a text of at most ${longestText} characters, got a longer one`);
  if (Array.isArray(made) && made.length > 1000) budget.hold(made.length);
}
