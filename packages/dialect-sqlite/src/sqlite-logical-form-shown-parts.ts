import { conditionPieces, expressionPieces, sameExpression } from '@momq/core/logical';
import type { Condition, Expression, OrderKey, SelectQuery } from '@momq/dialect';
import { partShown } from './sqlite-logical-form-date-parts.js';

/**
 * Groups by parts of dates as the query shows them. Keys are read as numbers, `month(placed)`; where SELECT, HAVING or
 * ORDER BY has the text `'05'` of strftime, engines other than SQLite want that text among the keys: they see no month in it.
 */
export function groupedAsShown(query: SelectQuery): SelectQuery {
  const shown = [
    ...query.select,
    ...(query.having ? inCondition(query.having) : []),
    ...query.orderBy.flatMap(({ expression }) =>
      partShown(expression) === undefined ? [expression] : [],
    ),
  ];
  const groupBy = query.groupBy.flatMap((key): Expression[] => {
    const text = partShown(key);
    if (text === undefined || !shown.some((each) => contains(each, text))) return [key];
    // Both: neither follows from the other for an engine.
    return shown.some((each) => contains(each, key, text)) ? [text, key] : [text];
  });
  const ordered = query.distinct && query.groupBy.length === 0 ? query.select : groupBy;
  const known = (expression: Expression): boolean =>
    ordered.some((each) => sameExpression(each, expression));
  const orderBy = query.orderBy.map((key): OrderKey => {
    const text = partShown(key.expression);
    return text && known(text) && !known(key.expression) ? { ...key, expression: text } : key;
  });
  return { ...query, groupBy, orderBy };
}

function inCondition(condition: Condition): readonly Expression[] {
  const { expressions, conditions } = conditionPieces(condition);
  return [...expressions, ...conditions.flatMap(inCondition)];
}

/** True where `wanted` stands in an expression outside aggregates and outside `except`. */
function contains(expression: Expression, wanted: Expression, except?: Expression): boolean {
  if (sameExpression(expression, wanted)) return true;
  if (expression.kind === 'aggregate') return false;
  if (except && sameExpression(expression, except)) return false;
  const { expressions, conditions } = expressionPieces(expression);
  return [...expressions, ...conditions.flatMap(inCondition)].some((part) =>
    contains(part, wanted, except),
  );
}
