import type { Expression, OrderKey } from '@momq/dialect';
import type { Expr, SortedColumn } from 'sqlite3-parser';
import { unsupported, unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import { datePartOf } from './sqlite-logical-form-date-parts.js';
import { julianOrder } from './sqlite-logical-form-julian-days.js';
import { valueKind } from './sqlite-logical-form-value-kind.js';

/** What rows are grouped or ordered by: parts of dates are numbers. */
export function readKey(source: Expr, context: ReadingContext): Expression {
  const inner = unwrap(source);
  if (inner.type === 'CollateExpr') {
    const { collation } = inner;
    const key = readKey(inner.expr, context);
    if (/^binary$/i.test(collation)) return key;
    const { storage } = valueKind(key, context.schema, context.scope);
    return /^nocase$/i.test(collation) && storage === 'text'
      ? { kind: 'call', function: 'lower', arguments: [key] }
      : unsupported(`COLLATE ${collation} here`);
  }
  return (
    datePartOf(inner, context)?.call ??
    julianOrder(inner, context) ??
    context.read.expression(inner, context)
  );
}

/** One key of ORDER BY. */
export function convertOrderKey(
  { expr, order, nulls }: SortedColumn,
  context: ReadingContext,
): OrderKey {
  const descending = order === 'Desc';
  const part = datePartOf(expr, context);
  return {
    // Texts of one width have the order of their numbers.
    expression: part && part.width === undefined ? part.text() : readKey(expr, context),
    descending,
    ...nullsOf(nulls, descending),
  };
}

/** NULL counts as the smallest value: where it goes is said only when it is elsewhere. */
export function nullsOf(
  nulls: SortedColumn['nulls'],
  descending: boolean,
): Pick<OrderKey, 'nulls'> {
  if (nulls === undefined || (nulls === 'First') === !descending) return {};
  return { nulls: nulls === 'First' ? 'first' : 'last' };
}
