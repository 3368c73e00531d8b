import type { FunctionName } from '@momq/dialect';
import { functionCatalogue, parameterType, type ParameterType } from './function-catalogue.js';
import { TypeBits, type Frame } from './grammar-state.js';
import { comparableTypes } from './grammar-scope.js';
import type { QueryWord } from './query-words.js';

const parameterBits: Record<ParameterType, number> = {
  text: TypeBits.text,
  number: TypeBits.number,
  // Dates are often kept as text.
  date: TypeBits.date | TypeBits.text,
  any: TypeBits.all,
};

/** {@link TypeBits} of what a function gives; `around` is what its place takes, which those take that give their first argument. */
export function resultTypes(name: FunctionName, around: number): number {
  switch (functionCatalogue[name].result) {
    case 'text':
      return TypeBits.text;
    case 'integer':
    case 'real':
    case 'number':
      return TypeBits.number;
    case 'date':
    case 'datetime':
    case 'date-of-unit':
      return TypeBits.date;
    case 'first':
      return around;
  }
}

/** {@link TypeBits} of the argument at a place of a call whose own place takes the types `around`. */
export function argumentTypes(
  name: FunctionName,
  place: number,
  around: number,
  firstTypes: number,
): number {
  if (functionCatalogue[name].result !== 'first') return parameterBits[parameterType(name, place)];
  return place === 0 ? around : comparableTypes(firstTypes);
}

/** {@link TypeBits} of the argument that a call takes next. */
export function callTypes(frame: Extract<Frame, { kind: 'call' }>, around: number): number {
  return argumentTypes(frame.name, frame.place, around, frame.firstTypes);
}

/** {@link TypeBits} of what a cast gives. */
export function castTypes(word: QueryWord): number {
  if (word === 'cast text') return TypeBits.text;
  return word === 'cast date' || word === 'cast datetime' ? TypeBits.date : TypeBits.number;
}
