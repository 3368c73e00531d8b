import type { Condition, Expression, SelectQuery } from '@momq/dialect';
import { containsAggregate, expressionParts } from '../logical/expression-walk.js';

const filled: Condition = {
  kind: 'compare',
  operator: '>',
  left: { kind: 'aggregate', function: 'count', distinct: false, argument: { kind: 'star' } },
  right: { kind: 'literal', value: 0 },
};

/**
 * The query without constants among its keys: engines refuse them there, or take a number for that of a column. They order
 * nothing, and divide no group; where no other key is left there is one group, none over no rows.
 */
export function withoutConstantKeys(query: SelectQuery): SelectQuery {
  const orderBy = query.orderBy.filter(({ expression }) => !isConstant(expression));
  const groupBy = query.groupBy.filter((key) => !isConstant(key));
  if (query.groupBy.length === 0 || groupBy.length > 0) return { ...query, orderBy, groupBy };
  const { having } = query;
  // Without an aggregate HAVING is refused: the one row is then any.
  if (having === undefined && !query.select.some(containsAggregate)) return oneRow(query);
  return {
    ...query,
    orderBy,
    groupBy,
    having: having ? { kind: 'and', conditions: [filled, having] } : filled,
  };
}

function oneRow({ offset = 0, limit = 1, ...query }: SelectQuery): SelectQuery {
  return { ...query, groupBy: [], orderBy: [], limit: offset > 0 ? 0 : Math.min(1, limit) };
}

/** True for what is the same in every row. */
function isConstant(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
      return true;
    case 'arithmetic':
    case 'cast':
      return expressionParts(expression).every(isConstant);
    case 'call':
      return expression.arguments.every(isConstant);
    default:
      return false;
  }
}
