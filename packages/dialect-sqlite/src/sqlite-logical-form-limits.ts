import type { SelectQuery } from '@momq/dialect';
import type { Expr, Select } from 'sqlite3-parser';
import { unsupported, unwrap } from './sqlite-logical-form-context.js';

/** LIMIT and OFFSET; a negative limit is none. @throws UnsupportedFeatureError for what is no whole number */
export function limits(limit: Select['limit']): Pick<SelectQuery, 'limit' | 'offset'> {
  if (limit === undefined) return {};
  const rows = wholeNumber(limit.expr);
  const offset = limit.offset === undefined ? 0 : wholeNumber(limit.offset);
  return { ...(rows >= 0 && { limit: rows }), ...(offset > 0 && { offset }) };
}

function wholeNumber(source: Expr): number {
  const inner = unwrap(source);
  const negative = inner.type === 'UnaryExpr' && inner.op === 'Negative';
  const number = negative ? unwrap(inner.expr) : inner;
  if (number.type !== 'NumericLiteral' || !/^\d{1,15}$/.test(number.value))
    return unsupported('a LIMIT or OFFSET that is no whole number');
  return negative ? -Number(number.value) : Number(number.value);
}
