import { aroundOf } from './grammar-around.js';
import { fieldsInScope } from './grammar-scope.js';
import {
  TypeBits,
  emptySelect,
  type Frame,
  type GrammarState,
  type RequiredColumns,
  type SelectState,
  type SubqueryUse,
} from './grammar-state.js';
import type { GrammarTables } from './grammar-tables.js';

/** One more column of SELECT is complete. */
export function addColumn(state: GrammarState, types: number, isField: boolean): GrammarState {
  const { select } = state;
  return {
    ...state,
    mode: 'items',
    skipped: 0,
    outward: 0,
    select: {
      ...select,
      columns: select.columns + 1,
      plainColumns: select.plainColumns + (state.bare ? 1 : 0),
      fieldColumns: select.fieldColumns + (isField ? 1 : 0),
      aggregateColumns: select.aggregateColumns + (state.aggregated ? 1 : 0),
      columnTypes: [...select.columnTypes, types],
      seen: [...select.seen, state.trail],
    },
  };
}

/** The column `*` is complete: all fields, then all columns of derived sources. */
export function addStar(state: GrammarState, tables: GrammarTables): GrammarState {
  const { select } = state;
  const fields = fieldsInScope(tables, select, 0).map((field) => field.types);
  const added = addColumn({ ...state, select: { ...select, star: true } }, TypeBits.all, false);
  const columnTypes = [...fields, ...select.derived.flat()];
  return { ...added, select: { ...added.select, columnTypes } };
}

/** One more key of GROUP BY or ORDER BY is complete. */
export function addKey(state: GrammarState): GrammarState {
  return {
    ...state,
    skipped: 0,
    outward: 0,
    select: { ...state.select, seen: [...state.select.seen, state.trail] },
  };
}

/** A query begins inside `parent`; `required` is what its columns have to be. */
export function openSubquery(
  state: GrammarState,
  parent: Frame | undefined,
  use: SubqueryUse,
  required?: RequiredColumns,
): GrammarState {
  return {
    ...state,
    mode: 'query',
    skipped: 0,
    outward: 0,
    trail: '',
    aggregated: false,
    bare: false,
    stack: { kind: 'subquery', outer: state.select, use, around: aroundOf(state), parent },
    select: emptySelect(required),
  };
}

/** Types of the columns of a query whose last SELECT is complete. */
export function outputTypes(select: SelectState): readonly number[] {
  return select.setTypes ?? select.columnTypes;
}
