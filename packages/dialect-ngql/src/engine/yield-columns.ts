import type { Column, YieldClause } from '../syntax/syntax-tree.js';
import { columnName } from './projection.js';
import { queryError } from './engine-error.js';
import type { Scope } from './scope.js';

/** Columns of YIELD with their names; `$-.*` and `$name.*` stand for all columns of what they name. */
export function yieldColumns(
  { columns }: YieldClause,
  scope: Scope,
  input?: readonly string[],
): { readonly columns: readonly Column[]; readonly names: readonly string[] } {
  const all = columns.flatMap((column): readonly Column[] => {
    const { expression } = column;
    if (expression.kind === 'input' && expression.name === '*') {
      const known = input ?? scope.input?.table.columns;
      if (known === undefined) throw queryError("`$-.*', there is no input");
      return known.map((name) => ({ expression: { ...expression, name } }));
    }
    if (expression.kind === 'variable-column' && expression.name === '*') {
      const table = scope.session.variables.get(expression.variable);
      if (table === undefined)
        throw queryError(`\`$${expression.variable}.*', variable is not defined`);
      return table.columns.map((name) => ({ expression: { ...expression, name } }));
    }
    return [column];
  });
  return { columns: all, names: all.map(columnName) };
}
