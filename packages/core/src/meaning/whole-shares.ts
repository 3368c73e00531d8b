import type { Aggregate, Expression, LogicalQuery } from '@momq/dialect';
import { sameExpression } from '../logical/expression-walk.js';
import { mapQuery } from '../logical/visit-query.js';

const rows: Aggregate = {
  kind: 'aggregate',
  function: 'count',
  distinct: false,
  argument: { kind: 'star' },
};

const zero: Expression = { kind: 'literal', value: 0 };

/**
 * The query with shares of the whole where it divides what fulfils a condition by the same: that is always 1, and nobody asks for it.
 */
export function sharesOfWhole(query: LogicalQuery): LogicalQuery {
  return mapQuery(query, {
    expression(each) {
      if (each.kind !== 'arithmetic' || each.operator !== '/') return each;
      const part = partOf(each.left);
      const divisor = partOf(each.right);
      if (part === undefined || divisor === undefined || !sameExpression(part, divisor))
        return each;
      const whole = wholeOf(part);
      return whole === undefined ? each : { ...each, right: whole };
    },
  });
}

/** The sum over CASE of an expression, without casts, percent and what keeps zero out. */
function partOf(expression: Expression): Aggregate | undefined {
  switch (expression.kind) {
    case 'aggregate':
      return expression.function === 'sum' ? expression : undefined;
    case 'cast':
      return partOf(expression.argument);
    case 'call':
      return expression.function === 'nullif' ? partOf(expression.arguments[0]!) : undefined;
    case 'arithmetic':
      return expression.operator === '*'
        ? (partOf(expression.left) ?? partOf(expression.right))
        : undefined;
    default:
      return undefined;
  }
}

/** The same sum over all rows: COUNT(*) for ones. */
function wholeOf({ argument, ...sum }: Aggregate): Expression | undefined {
  if (argument.kind !== 'case') return undefined;
  const [branch, ...more] = argument.branches;
  const { otherwise } = argument;
  const isPart = otherwise === undefined || (otherwise.kind === 'literal' && !otherwise.value);
  if (branch === undefined || more.length > 0 || !isPart) return undefined;
  const { then } = branch;
  return then.kind === 'literal' && then.value === 1
    ? rows
    : { kind: 'call', function: 'nullif', arguments: [{ ...sum, argument: then }, zero] };
}
