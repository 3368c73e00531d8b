import { functionNames } from '@momq/dialect';
import type { FunctionName } from '@momq/dialect';
import { completeExpression } from './grammar-complete.js';
import { argumentCounts, functionCatalogue } from './function-catalogue.js';
import { hasLiteral } from './grammar-literals.js';
import type { Place } from './grammar-places.js';
import { hasReference } from './grammar-references.js';
import { advance, type Marker, type RuleContext, type Rules } from './grammar-rules.js';
import { TypeBits, type GrammarState } from './grammar-state.js';
import { argumentTypes, resultTypes } from './grammar-types.js';
import type { QueryWord } from './query-words.js';

const names: ReadonlySet<string> = new Set(functionNames);

/** True for the word of a scalar function. */
export function isFunction(word: QueryWord): word is QueryWord & FunctionName {
  return names.has(word);
}

/** Marks the functions that give what fits and whose every argument can be written. */
export function allowCalls(
  context: RuleContext,
  state: GrammarState,
  place: Place,
  marker: Marker,
): void {
  const { tables } = context;
  for (const name of functionNames) {
    const code = tables.codes.get(name);
    if (code === undefined || (resultTypes(name, place.types) & place.types) === 0) continue;
    const { min } = argumentCounts(name);
    const wanted = { trail: `${state.trail}${code},`, skipped: 0, unique: place.unique };
    const canWrite = Array.from({ length: min }, (_, index) => {
      const types = argumentTypes(name, index, place.types, place.types);
      const references = place.fields && hasReference(context, state, { ...wanted, types });
      return references || (tables.version2 && hasLiteral(context, types));
    });
    if (canWrite.every(Boolean)) marker.code(code);
  }
}

/** The state after the word of a function. */
export function openCall(state: GrammarState, name: FunctionName): GrammarState {
  const { min: count } = argumentCounts(name);
  if (count === 0) return completeExpression(state, resultTypes(name, 0), undefined);
  return {
    ...state,
    mode: functionCatalogue[name].unit === true ? 'unit' : 'expression',
    stack: { kind: 'call', name, place: 0, count, firstTypes: 0, parent: state.stack },
  };
}

/** The state after `over`: the function comes. */
export function openWindow(state: GrammarState): GrammarState {
  return {
    ...state,
    mode: 'window-function',
    stack: { kind: 'window', types: TypeBits.number, keys: 0, parent: state.stack },
  };
}

/** The unit of time of a function that takes one. */
export const callRules: Rules<'unit'> = {
  unit: {
    allow: ({ tables }, _state, marker) => tables.units.forEach((code) => marker.code(code)),
    next: (_context, state, code) =>
      advance(state, { mode: 'expression', trail: `${state.trail}${code},` }),
  },
};
