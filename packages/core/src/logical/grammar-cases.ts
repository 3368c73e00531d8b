import { aroundOf, mergeAround } from './grammar-around.js';
import { advance, isLong, type Rules } from './grammar-rules.js';
import type { CaseFrame, GrammarState } from './grammar-state.js';

/** Branches of one CASE at most. */
const maxBranches = 6;

/** The state after `case`: its first condition comes. */
export function openCase(state: GrammarState): GrammarState {
  const around = aroundOf(state);
  return {
    ...state,
    mode: 'condition',
    aggregated: false,
    stack: { kind: 'when', branches: 1, types: 0, around, parent: state.stack },
  };
}

/** The state after `then`. */
export function openThen(state: GrammarState, frame: CaseFrame): GrammarState {
  const around = mergeAround(frame.around, state);
  return advance(state, { mode: 'expression', stack: { ...frame, kind: 'then', around } });
}

/** Between THEN and the next WHEN, or ELSE. */
export const caseRules: Rules<'case-rest'> = {
  'case-rest': {
    allow(context, state, marker) {
      const { stack: frame } = state;
      if (frame?.kind === 'case' && frame.branches < maxBranches && !isLong(context, state))
        marker.word('when');
      marker.word('else');
    },
    next(_context, state, _code, word) {
      const { stack: frame } = state;
      if (frame?.kind !== 'case') return state;
      if (word === 'else')
        return advance(state, { mode: 'expression', stack: { ...frame, kind: 'else' } });
      const branches = frame.branches + 1;
      return advance(state, { mode: 'condition', stack: { ...frame, kind: 'when', branches } });
    },
  },
};
