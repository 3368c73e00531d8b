import type { Around, GrammarState } from './grammar-state.js';

/** What {@link restore} brings back. */
export function aroundOf({ trail, aggregated, bare, subject }: GrammarState): Around {
  return { trail, aggregated, bare, subject };
}

/** The state with what was put aside while a query inside was written. */
export function restore(state: GrammarState, around: Around): GrammarState {
  const { subject: _inner, ...rest } = state;
  return {
    ...rest,
    trail: `${around.trail}${state.length},`,
    aggregated: around.aggregated,
    bare: around.bare,
    ...(around.subject && { subject: around.subject }),
  };
}

/** What is put aside, and what the part of a CASE in between adds to it. */
export function mergeAround(around: Around, state: GrammarState): Around {
  return {
    ...around,
    aggregated: around.aggregated || state.aggregated,
    bare: around.bare || state.bare,
  };
}
