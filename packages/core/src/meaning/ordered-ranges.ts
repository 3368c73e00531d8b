import { mapQuery } from '../logical/visit-query.js';
import type { Expression, LogicalQuery } from '@momq/dialect';

/**
 * Puts the bounds of every BETWEEN into ascending order where both are numbers or ISO dates.
 * A range whose lower bound is the larger one holds nothing, so no question means it; the decoder sometimes swaps the two.
 */
export function orderedRanges(query: LogicalQuery): LogicalQuery {
  return mapQuery(query, {
    condition: (condition) =>
      condition.kind === 'between' && descends(condition.low, condition.high)
        ? { ...condition, low: condition.high, high: condition.low }
        : condition,
  });
}

function descends(low: Expression, high: Expression): boolean {
  if (low.kind !== 'literal' || high.kind !== 'literal') return false;
  const [first, second] = [low.value, high.value];
  if (typeof first === 'number' && typeof second === 'number') return first > second;
  return isDate(first) && isDate(second) && first > second;
}

function isDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value);
}
