import { emptySelect, type Frame, type GrammarState } from './grammar-state.js';

/** One more column of SELECT is complete. */
export function addColumn(state: GrammarState, types: number, isField: boolean): GrammarState {
  const { select } = state;
  return {
    ...state,
    mode: 'items',
    skipped: 0,
    select: {
      ...select,
      columns: select.columns + 1,
      plainColumns: select.plainColumns + (state.aggregated ? 0 : 1),
      fieldColumns: select.fieldColumns + (isField ? 1 : 0),
      aggregateColumns: select.aggregateColumns + (state.aggregated ? 1 : 0),
      firstColumnTypes: select.columns === 0 ? types : select.firstColumnTypes,
      seen: [...select.seen, state.trail],
    },
  };
}

/** One more key of GROUP BY or ORDER BY is complete. */
export function addKey(state: GrammarState): GrammarState {
  return {
    ...state,
    skipped: 0,
    select: { ...state.select, seen: [...state.select.seen, state.trail] },
  };
}

/** A query of one column begins where a value is expected. */
export function openSubquery(
  state: GrammarState,
  parent: Frame | undefined,
  types: number,
): GrammarState {
  return {
    ...state,
    mode: 'query',
    skipped: 0,
    trail: '',
    aggregated: false,
    stack: { kind: 'subquery', outer: state.select, parent },
    select: emptySelect({ count: 1, types }),
  };
}
