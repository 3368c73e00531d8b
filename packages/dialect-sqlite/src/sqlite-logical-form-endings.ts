import type { ComparisonOperator } from '@momq/dialect';
import type { BinaryExpr, Expr } from 'sqlite3-parser';
import { unwrap } from './sqlite-logical-form-context.js';

/** What `substr(x, -2) = '19'` asks: does `source` end with the text? */
export interface Ending {
  readonly source: Expr;
  readonly operator: 'like' | 'not like';
  /** A pattern of LIKE. */
  readonly pattern: string;
}

/**
 * The ending that a comparison of the last characters with as many others asks for; undefined for other comparisons.
 * LIKE ignores case, so that texts with letters are not written so.
 */
export function endingOf(
  { left, right }: BinaryExpr,
  operator: ComparisonOperator,
  textOf: (source: Expr) => string | undefined,
): Ending | undefined {
  if (operator !== '=' && operator !== '!=') return undefined;
  const call = unwrap(left);
  const text = textOf(right);
  if (call.type !== 'FunctionCallExpr' || text === undefined || /[a-z%_\\]/i.test(text))
    return undefined;
  const [source, from, length] = call.args ?? [];
  const place = from && unwrap(from);
  if (!/^substr(ing)?$/i.test(call.name.name) || !source || length) return undefined;
  if (place?.type !== 'UnaryExpr' || place.op !== 'Negative') return undefined;
  const count = unwrap(place.expr);
  if (count.type !== 'NumericLiteral' || Number(count.value) !== text.length) return undefined;
  return { source, operator: operator === '=' ? 'like' : 'not like', pattern: `%${text}` };
}
