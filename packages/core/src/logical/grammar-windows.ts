import { completeExpression } from './grammar-complete.js';
import { allowExpression, nextInExpression } from './grammar-expressions.js';
import { hasReference } from './grammar-references.js';
import { advance, isLong, type Marker, type RuleContext, type Rules } from './grammar-rules.js';
import { TypeBits, type GrammarState } from './grammar-state.js';
import type { QueryWord } from './query-words.js';

/** Keys of PARTITION BY, and of the ORDER BY of a window, at most. */
const maxKeys = 3;

function keyState(state: GrammarState, kind: 'window-key' | 'window-order'): GrammarState {
  return { ...state, mode: 'expression', stack: { kind, parent: state.stack } };
}

function closeWindow(state: GrammarState): GrammarState {
  const { stack: frame } = state;
  if (frame?.kind !== 'window') return state;
  return completeExpression(advance(state, { stack: frame.parent }), frame.types, undefined);
}

/** What may follow the keys so far; a clause of the window begins only once. */
function allowRest(
  context: RuleContext,
  state: GrammarState,
  clauses: readonly ('partition' | 'order')[],
  marker: Marker,
): void {
  marker.word(')');
  if (isLong(context, state)) return;
  for (const clause of clauses) {
    const key = keyState(state, clause === 'order' ? 'window-order' : 'window-key');
    const any = { types: TypeBits.all, trail: '', skipped: 0, unique: false };
    if (hasReference(context, key, any)) marker.word(clause);
  }
}

function allowMoreKeys(
  context: RuleContext,
  state: GrammarState,
  kind: 'window-key' | 'window-order',
  marker: Marker,
): void {
  const { stack: frame } = state;
  if (frame?.kind !== 'window' || frame.keys >= maxKeys || isLong(context, state)) return;
  allowExpression(context, keyState(state, kind), marker);
}

function nextAfterKeys(
  context: RuleContext,
  state: GrammarState,
  kind: 'window-key' | 'window-order',
  given: { readonly code: number; readonly word: QueryWord | undefined },
): GrammarState {
  const { code, word } = given;
  if (word === ')') return closeWindow(state);
  if (word === 'partition' || word === 'order') {
    const { stack: frame } = state;
    const stack = frame?.kind === 'window' ? { ...frame, keys: 0 } : frame;
    return advance(
      keyState({ ...state, stack }, word === 'order' ? 'window-order' : 'window-key'),
      {},
    );
  }
  return nextInExpression(context, keyState(state, kind), code, word);
}

/** Windows: `over`, a function, its argument, PARTITION BY, ORDER BY. */
export const windowRules: Rules<
  | 'window-function'
  | 'window-offset'
  | 'window-body'
  | 'window-keys'
  | 'window-order-end'
  | 'window-order-desc'
  | 'window-order-keys'
> = {
  'window-function': {
    allow(context, state, marker) {
      marker.words(['row_number', 'rank', 'dense_rank', 'count*']);
      const has = (types: number): boolean =>
        hasReference(context, state, { types, trail: '', skipped: 0, unique: false });
      if (has(TypeBits.all)) marker.words(['lag', 'lead', 'count', 'min', 'max']);
      if (has(TypeBits.number)) marker.words(['sum', 'avg']);
    },
    next(_context, state, code, word) {
      const after = advance(state, { trail: `${state.trail}${code},` });
      if (word === undefined || ['row_number', 'rank', 'dense_rank', 'count*'].includes(word))
        return { ...after, mode: 'window-body' };
      return {
        ...after,
        mode: 'expression',
        stack: { kind: 'window-argument', word, offset: false, parent: state.stack },
      };
    },
  },
  'window-offset': {
    allow: (_context, _state, marker) =>
      marker.words(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']),
    next: (_context, state) => advance(state, { mode: 'expression' }),
  },
  'window-body': {
    allow: (context, state, marker) => allowRest(context, state, ['partition', 'order'], marker),
    next: (context, state, code, word) =>
      nextAfterKeys(context, state, 'window-key', { code, word }),
  },
  'window-keys': {
    allow(context, state, marker) {
      allowRest(context, state, ['order'], marker);
      allowMoreKeys(context, state, 'window-key', marker);
    },
    next: (context, state, code, word) =>
      nextAfterKeys(context, state, 'window-key', { code, word }),
  },
  'window-order-end': {
    allow(context, state, marker) {
      marker.words(['desc', 'nulls last']);
      windowRules['window-order-keys'].allow(context, state, marker);
    },
    next: nextInOrder,
  },
  'window-order-desc': {
    allow(context, state, marker) {
      marker.word('nulls first');
      windowRules['window-order-keys'].allow(context, state, marker);
    },
    next: nextInOrder,
  },
  'window-order-keys': {
    allow(context, state, marker) {
      allowRest(context, state, [], marker);
      allowMoreKeys(context, state, 'window-order', marker);
    },
    next: nextInOrder,
  },
};

function nextInOrder(
  context: RuleContext,
  state: GrammarState,
  code: number,
  word: QueryWord | undefined,
): GrammarState {
  if (word === 'desc') return advance(state, { mode: 'window-order-desc' });
  if (word === 'nulls first' || word === 'nulls last')
    return advance(state, { mode: 'window-order-keys' });
  return nextAfterKeys(context, state, 'window-order', { code, word });
}
