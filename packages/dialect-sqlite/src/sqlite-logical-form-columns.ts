import type { Expression } from '@momq/dialect';
import type { Expr, ResultColumn, SelectFrom } from 'sqlite3-parser';
import { unsupported, unwrap, type ReadingContext } from './sqlite-logical-form-context.js';
import type { PlannedFrom } from './sqlite-logical-form-from.js';
import { allColumns, sameName } from './sqlite-logical-form-scope.js';

/** A result column and what SQLite calls it. */
export interface Column {
  readonly name: string | undefined;
  readonly expression: Expression;
}

/** One element of the result columns: an expression, or the columns of a `*`. */
export function convertColumn(
  column: ResultColumn,
  { planned, spread }: { readonly planned: PlannedFrom; readonly spread: boolean },
  context: ReadingContext,
): Column[] {
  if (column.type === 'ExprResultColumn') {
    const expression = context.read.expression(column.expr, context);
    const inner = unwrap(column.expr);
    const own =
      inner.type === 'Id'
        ? inner.name
        : inner.type === 'QualifiedExpr'
          ? inner.column.text
          : context.text.slice(
              column.expr.span.offset,
              column.expr.span.offset + column.expr.span.length,
            );
    return [{ name: column.alias?.name.text ?? own, expression }];
  }
  const { uses } = planned;
  if (uses.length === 0) return unsupported('* without FROM');
  const named =
    column.type === 'TableStarResultColumn'
      ? uses.filter(({ alias }) => alias !== undefined && sameName(alias, column.table.text))
      : uses;
  if (named.length === 0)
    return unsupported(`${column.type === 'TableStarResultColumn' ? column.table.text : ''}.*`);
  const whole = named.length === uses.length && uses.every(({ kind }) => kind === 'entity');
  if (whole && !spread && !planned.rearranged)
    return [{ name: undefined, expression: { kind: 'star' } }];
  const seen = new Set<string>();
  return named.flatMap((use) =>
    allColumns(use).flatMap((expression, index): Column[] => {
      const name =
        use.kind === 'entity' ? use.entity.fields[index]?.name : use.columns[index]?.name;
      const lower = name?.toLowerCase() ?? '';
      if (column.type === 'StarResultColumn' && planned.merged.has(lower)) {
        if (seen.has(lower)) return [];
        seen.add(lower);
      }
      return [{ name, expression }];
    }),
  );
}

/** A number in ORDER BY or GROUP BY is the position of a result column. */
export function columnAt(key: Expr, { columns }: SelectFrom, width: number): Expr | undefined {
  const inner = unwrap(key);
  // Only a whole number is a position; 2.0 is a constant.
  if (inner.type !== 'NumericLiteral' || !/^\d+$/.test(inner.value)) return undefined;
  const place = Number(inner.value);
  if (place < 1 || place > width)
    return unsupported(`result column ${inner.value}, which does not exist`);
  const before = columns.slice(0, place);
  const column = before.at(-1);
  return column?.type === 'ExprResultColumn' &&
    before.every(({ type }) => type === 'ExprResultColumn')
    ? column.expr
    : unsupported('the position of a column of *');
}
