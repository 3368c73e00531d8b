import type { Condition, DatabaseSchema, Expression, LogicalQuery, OrderKey } from '@momq/dialect';
import { sameExpression } from '../logical/expression-walk.js';
import { isNullable } from '../logical/nullable.js';
import { mapQuery } from '../logical/visit-query.js';

/**
 * The query with NULL last wherever a limit takes the first rows of an ascending order: the cheapest product is not one
 * without a price. Rows are neither left out nor added, so that a query whose values are all there answers as before.
 * Descending orders, orders without a limit, keys that say where NULL goes and keys that cannot be NULL stay as they are.
 */
export function missingValuesLast(query: LogicalQuery, schema: DatabaseSchema): LogicalQuery {
  return mapQuery(query, {
    query(each) {
      if (each.limit === undefined || each.orderBy === undefined) return each;
      const keys = each.orderBy.map((key) => withMissingLast(key, each, schema));
      return { ...each, orderBy: keys };
    },
  });
}

function withMissingLast(key: OrderKey, query: LogicalQuery, schema: DatabaseSchema): OrderKey {
  if (key.descending || key.nulls !== undefined) return key;
  if (!isNullable(key.expression, query, schema)) return key;
  const present =
    query.kind === 'select' &&
    [query.where, query.having].some((condition) => excludesNull(condition, key.expression));
  return present ? key : { ...key, nulls: 'last' };
}

/** True for a condition that no row fulfils in which the expression is NULL. */
function excludesNull(condition: Condition | undefined, expression: Expression): boolean {
  const same = (other: Expression): boolean => sameExpression(other, expression);
  switch (condition?.kind) {
    case 'and':
      return condition.conditions.some((part) => excludesNull(part, expression));
    case 'or':
      return condition.conditions.every((part) => excludesNull(part, expression));
    case 'compare':
      return same(condition.left) || same(condition.right);
    case 'between':
    case 'in':
      return same(condition.value);
    case 'null':
      return condition.negated && same(condition.value);
    case 'exists':
    case undefined:
      return false;
  }
}
