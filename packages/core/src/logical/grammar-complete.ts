import { mergeAround, restore } from './grammar-around.js';
import { TypeBits, type Frame, type GrammarState } from './grammar-state.js';
import { addColumn, addKey } from './grammar-columns.js';
import { castTypes, resultTypes } from './grammar-types.js';

/** A comparison, or another condition without AND and OR, is complete; its frames are taken off. */
export function completeCondition(state: GrammarState, stack: Frame | undefined): GrammarState {
  return {
    ...state,
    mode: 'condition-end',
    stack,
    skipped: 0,
    outward: 0,
    select: { ...state.select, conditions: state.select.conditions + 1 },
  };
}

/** The state after an expression is complete: the innermost frame takes it. */
export function completeExpression(
  state: GrammarState,
  types: number,
  field: number | undefined,
): GrammarState {
  const { stack: frame } = state;
  const parent = frame?.parent;
  const complete = (result: number): GrammarState =>
    completeExpression({ ...state, stack: parent }, result, undefined);
  switch (frame?.kind) {
    case 'aggregate':
      return complete(frame.word === 'min' || frame.word === 'max' ? types : TypeBits.number);
    case 'call': {
      const firstTypes = frame.place === 0 ? types : frame.firstTypes;
      if (frame.place + 1 === frame.count) return complete(resultTypes(frame.name, firstTypes));
      return {
        ...state,
        mode: 'expression',
        stack: { ...frame, place: frame.place + 1, firstTypes },
        skipped: 0,
      };
    }
    case 'cast':
      return complete(castTypes(frame.word));
    case 'left':
      return { ...state, mode: 'expression', stack: { kind: 'right', parent }, skipped: 0 };
    case 'right':
      return complete(TypeBits.number);
    case 'then':
      return {
        ...state,
        mode: 'case-rest',
        stack: { ...frame, kind: 'case', types: frame.types | types },
      };
    case 'else':
      return completeExpression(
        restore({ ...state, stack: parent }, mergeAround(frame.around, state)),
        frame.types | types,
        undefined,
      );
    case 'window-argument':
      return {
        ...state,
        mode: 'window-body',
        stack: parent?.kind === 'window' ? { ...parent, types } : parent,
      };
    case 'window-key':
    case 'window-order':
      return {
        ...state,
        mode: frame.kind === 'window-key' ? 'window-keys' : 'window-order-end',
        stack: parent?.kind === 'window' ? { ...parent, keys: parent.keys + 1 } : parent,
      };
    case 'item':
      return addColumn({ ...state, stack: parent }, types, field !== undefined);
    case 'key':
      return addKey({ ...state, stack: parent, mode: 'keys' });
    case 'order-key':
      return addKey({ ...state, stack: parent, mode: 'order-key-end' });
    case 'subject':
      return {
        ...state,
        mode: 'operator',
        stack: parent,
        skipped: 0,
        outward: 0,
        subject: {
          types,
          aggregate: state.aggregated,
          ...(field !== undefined && { field, outer: state.outward > 0 }),
        },
      };
    case 'low':
      return {
        ...state,
        mode: 'expression',
        stack: { kind: 'high', subject: frame.subject, parent },
        subject: frame.subject,
      };
    default:
      // The operand of a comparison, the upper bound of BETWEEN.
      return completeCondition(state, parent);
  }
}
