import {
  Clause,
  TypeBits,
  type Frame,
  type LiteralRole,
  type SelectState,
  type Subject,
} from './grammar-state.js';
import { comparableTypes } from './grammar-scope.js';
import type { QueryWord } from './query-words.js';

/** What constants are for: what they are compared with, and how. */
export interface LiteralPlace {
  readonly subject: Subject;
  readonly role: LiteralRole;
}

/** Functions of one argument, with the {@link TypeBits} of the fields that they take. */
export const functionArguments: Partial<Record<QueryWord, number>> = {
  year: TypeBits.date | TypeBits.text,
  month: TypeBits.date | TypeBits.text,
  day: TypeBits.date | TypeBits.text,
  lower: TypeBits.text,
  upper: TypeBits.text,
  length: TypeBits.text,
  abs: TypeBits.number,
  round: TypeBits.number,
};

/** What may stand at the place that the innermost frame describes. */
export interface Place {
  /** {@link TypeBits} of what fits. */
  readonly types: number;
  readonly fields: boolean;
  readonly aggregates: boolean;
  readonly arithmetic: boolean;
  readonly calls: boolean;
  /** True where an expression of the clause may not come twice. */
  readonly unique: boolean;
  readonly literals?: LiteralPlace;
}

const nothing: Place = {
  types: 0,
  fields: false,
  aggregates: false,
  arithmetic: false,
  calls: false,
  unique: false,
};
/** Stands for the other side of arithmetic: any number. */
export const numeric: Subject = { types: TypeBits.number, aggregate: false };

/** What the innermost frame of an expression takes; `undefined` is an expression outside of all frames. */
export function placeOf(select: SelectState, frame: Frame | undefined): Place {
  const having = select.clause === Clause.having;
  switch (frame?.kind) {
    case 'item':
      return {
        types: select.required?.types ?? TypeBits.all,
        fields: true,
        aggregates: true,
        arithmetic: true,
        calls: true,
        unique: true,
      };
    case 'key':
      return {
        types: TypeBits.all,
        fields: true,
        aggregates: false,
        arithmetic: false,
        calls: true,
        unique: true,
      };
    case 'order-key':
      return {
        types: TypeBits.all,
        fields: true,
        aggregates: select.grouped,
        arithmetic: true,
        calls: true,
        unique: true,
      };
    case 'subject':
      return {
        types: TypeBits.all,
        fields: !having,
        aggregates: having,
        arithmetic: true,
        calls: !having,
        unique: false,
      };
    case 'operand': {
      if (frame.role === 'pattern') return { ...nothing, literals: frame };
      const place = {
        types: comparableTypes(frame.subject.types),
        fields: !having,
        aggregates: having,
        arithmetic: true,
        calls: false,
        unique: false,
      };
      return frame.literals ? { ...place, literals: frame } : place;
    }
    case 'low':
    case 'high':
      return frame.kind === 'low'
        ? { ...nothing, literals: { subject: frame.subject, role: 'order' } }
        : nothing;
    case 'aggregate': {
      const outer = placeOf(select, frame.parent);
      const sums = frame.word === 'sum' || frame.word === 'avg';
      const types = sums ? TypeBits.number : frame.word === 'count' ? TypeBits.all : outer.types;
      return {
        types,
        fields: true,
        aggregates: false,
        arithmetic: frame.word !== 'count',
        calls: frame.word !== 'count',
        unique: outer.unique,
      };
    }
    case 'call': {
      const outer = placeOf(select, frame.parent);
      return {
        types: functionArguments[frame.word] ?? TypeBits.all,
        fields: true,
        aggregates: false,
        arithmetic: false,
        calls: false,
        unique: outer.unique,
      };
    }
    case 'left':
    case 'right': {
      const outer = placeOf(select, frame.parent);
      return {
        types: TypeBits.number,
        fields: outer.fields,
        aggregates: outer.aggregates,
        arithmetic: false,
        calls: false,
        unique: false,
        literals: { subject: numeric, role: 'equality' },
      };
    }
    default:
      return {
        types: TypeBits.all,
        fields: true,
        aggregates: false,
        arithmetic: false,
        calls: false,
        unique: false,
      };
  }
}

/** {@link TypeBits} of what a function of {@link functionArguments} gives. */
export function resultTypes(word: QueryWord): number {
  return word === 'lower' || word === 'upper' ? TypeBits.text : TypeBits.number;
}
