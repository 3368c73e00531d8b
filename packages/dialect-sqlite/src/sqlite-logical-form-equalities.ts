import type { Expr } from 'sqlite3-parser';
import { sameName } from './sqlite-logical-form-scope.js';
import type { FromTable } from './sqlite-logical-form-tables.js';
import { unwrap } from './sqlite-logical-form-context.js';

/** A column of one element of FROM, by the element's position in the text. */
export interface TableColumn {
  readonly table: number;
  readonly column: string;
}

/** Two columns of different elements that are equal. */
export interface Equality {
  readonly left: TableColumn;
  readonly right: TableColumn;
  /** The expression, to be kept as a condition when no join uses it; absent for USING. */
  readonly expression: Expr | undefined;
}

/** The column of a table with the name. */
export function tableColumn(
  tables: readonly FromTable[],
  table: number,
  name: string,
): TableColumn | undefined {
  const column = tables[table]?.columns.find((each) => each !== undefined && sameName(each, name));
  return column === undefined ? undefined : { table, column };
}

function columnOf(source: Expr, tables: readonly FromTable[]): TableColumn | undefined {
  const expression = unwrap(source);
  if (expression.type === 'QualifiedExpr') {
    const table = tables.findIndex(
      ({ alias }) => alias !== undefined && sameName(alias, expression.table.text),
    );
    return tableColumn(tables, table, expression.column.text);
  }
  if (expression.type !== 'Id') return undefined;
  const [found, ...more] = tables.flatMap(
    (_, table) => tableColumn(tables, table, expression.name) ?? [],
  );
  return more.length === 0 ? found : undefined;
}

/** The two columns that `a.x = b.y` compares; undefined for other conditions. */
export function equalityOf(source: Expr, tables: readonly FromTable[]): Equality | undefined {
  const expression = unwrap(source);
  if (expression.type !== 'BinaryExpr' || expression.op !== 'Equals') return undefined;
  const left = columnOf(expression.left, tables);
  const right = columnOf(expression.right, tables);
  return left && right && left.table !== right.table ? { left, right, expression } : undefined;
}

/** The tables whose columns an expression names; undefined where a query inside may name more. */
export function tablesIn(expression: Expr, tables: readonly FromTable[]): Set<number> | undefined {
  const found = new Set<number>();
  const open: unknown[] = [expression];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    const { type } = node as { readonly type?: unknown };
    if (type === 'Select') return undefined;
    if (type === 'Id' || type === 'QualifiedExpr') {
      const column = columnOf(node as Expr, tables);
      if (column) found.add(column.table);
      continue;
    }
    for (const [key, part] of Object.entries(node)) if (key !== 'span') open.push(part);
  }
  return found;
}
