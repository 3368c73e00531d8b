import {
  Clause,
  TypeBits,
  type Frame,
  type LiteralRole,
  type SelectState,
  type Subject,
} from './grammar-state.js';
import type { RuleContext } from './grammar-rules.js';
import { comparableTypes } from './grammar-scope.js';
import { callTypes } from './grammar-types.js';

/** What constants are for: what they are compared with, and how. */
export interface LiteralPlace {
  readonly subject: Subject;
  readonly role: LiteralRole;
}

/** What may stand at the place that the innermost frame describes. */
export interface Place {
  /** {@link TypeBits} of what fits. */
  readonly types: number;
  /** Fields, and columns of derived sources. */
  readonly fields: boolean;
  readonly aggregates: boolean;
  readonly arithmetic: boolean;
  readonly calls: boolean;
  /** CASE and CAST. */
  readonly cases: boolean;
  readonly windows: boolean;
  readonly subqueries: boolean;
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
  cases: false,
  windows: false,
  subqueries: false,
  unique: false,
};

/** Stands for the other side of arithmetic: any number. */
export const numeric: Subject = { types: TypeBits.number, aggregate: false };

/** Constants of any of the types, compared with nothing. */
export function constantsOf(types: number): LiteralPlace {
  // With numbers among several types every constant fits, not numbers alone.
  const several = (types & TypeBits.number) !== 0 && types !== TypeBits.number;
  const any = TypeBits.other | (types & TypeBits.boolean);
  const subject = { types: several ? any : types, aggregate: false };
  return { subject, role: 'equality' };
}

/**
 * What the innermost frame of an expression takes; `undefined` is an expression outside of all frames. Weights of version 1
 * of the form keep what they were trained with: operands without functions, functions of fields only.
 */
export function placeOf(
  context: RuleContext,
  select: SelectState,
  frame: Frame | undefined,
): Place {
  const { version2 } = context.tables;
  const having = select.clause === Clause.having;
  const outer = (): Place => placeOf(context, select, frame?.parent);
  /** All that a value can be in version 2. */
  const value = (
    types: number,
    around: Pick<Place, 'fields' | 'aggregates' | 'windows'>,
  ): Place => ({
    types,
    fields: around.fields,
    aggregates: around.aggregates,
    arithmetic: true,
    calls: true,
    cases: true,
    windows: around.windows,
    subqueries: true,
    unique: false,
    literals: constantsOf(types),
  });
  switch (frame?.kind) {
    case 'item': {
      const types = select.required?.types ?? TypeBits.all;
      const place = { fields: true, aggregates: true, windows: version2 };
      if (version2) return { ...value(types, place), unique: true };
      return { ...nothing, ...place, types, arithmetic: true, calls: true, unique: true };
    }
    case 'key':
      return {
        ...nothing,
        types: TypeBits.all,
        fields: true,
        arithmetic: version2,
        calls: true,
        cases: version2,
        unique: true,
      };
    case 'order-key':
      return {
        types: TypeBits.all,
        fields: true,
        aggregates: select.grouped,
        arithmetic: true,
        calls: true,
        cases: version2,
        windows: version2,
        subqueries: version2,
        unique: true,
      };
    case 'subject': {
      const around = conditionPlace(context, select, frame.parent);
      return {
        ...nothing,
        types: TypeBits.all,
        ...around,
        arithmetic: true,
        calls: !having || version2,
        cases: version2,
      };
    }
    case 'operand': {
      if (frame.role === 'pattern') return { ...nothing, literals: frame };
      const place = {
        ...nothing,
        types: comparableTypes(frame.subject.types),
        ...conditionPlace(context, select, frame.parent),
        arithmetic: true,
        calls: version2,
        cases: version2,
        subqueries: true,
      };
      return frame.literals ? { ...place, literals: frame } : place;
    }
    case 'low':
    case 'high': {
      const literals = { subject: frame.subject, role: 'order' } as const;
      if (!version2) return { ...nothing, literals };
      const around = { ...conditionPlace(context, select, frame.parent), windows: false };
      return { ...value(comparableTypes(frame.subject.types), around), cases: false, literals };
    }
    case 'aggregate': {
      const { types, unique } = outer();
      const sums = frame.word === 'sum' || frame.word === 'avg';
      const inner = version2 || frame.word !== 'count';
      return {
        ...nothing,
        types: sums ? TypeBits.number : frame.word === 'count' ? TypeBits.all : types,
        fields: true,
        arithmetic: inner,
        calls: inner,
        cases: version2,
        unique,
      };
    }
    case 'call': {
      const around = outer();
      const types = callTypes(frame, around.types);
      if (!version2) return { ...nothing, types, fields: true, unique: around.unique };
      return { ...value(types, around), unique: around.unique && frame.count === 1 };
    }
    case 'left':
    case 'right': {
      const around = outer();
      if (version2) return value(TypeBits.number, around);
      const literals = { subject: numeric, role: 'equality' } as const;
      const { fields, aggregates } = around;
      return { ...nothing, types: TypeBits.number, fields, aggregates, literals };
    }
    case 'cast':
      return value(TypeBits.all, outer());
    case 'then':
    case 'else':
      return value(outer().types, outer());
    case 'window-argument':
      return value(frame.word === 'sum' || frame.word === 'avg' ? TypeBits.number : TypeBits.all, {
        ...aroundWindow(context, select, frame),
        windows: false,
      });
    case 'window-key':
    case 'window-order': {
      const around = { ...aroundWindow(context, select, frame), windows: false };
      const { literals: _literals, ...place } = value(TypeBits.all, around);
      return { ...place, subqueries: false };
    }
    default:
      return { ...nothing, types: TypeBits.all, fields: true };
  }
}

/** What the parts of a condition may be made of: in a CASE as around it, in HAVING aggregates, elsewhere fields. */
function conditionPlace(
  context: RuleContext,
  select: SelectState,
  stack: Frame | undefined,
): Pick<Place, 'fields' | 'aggregates'> {
  for (let frame = stack; frame !== undefined && frame.kind !== 'subquery'; frame = frame.parent) {
    if (frame.kind !== 'when') continue;
    const { fields, aggregates } = placeOf(context, select, frame.parent);
    return { fields, aggregates };
  }
  const having = select.clause === Clause.having;
  return { fields: !having || context.tables.version2, aggregates: having };
}

/** The place of the window function whose part the frame is: two frames further out. */
function aroundWindow(context: RuleContext, select: SelectState, frame: Frame): Place {
  return placeOf(context, select, frame.parent?.parent);
}
