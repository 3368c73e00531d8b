import type { FunctionName } from '@momq/dialect';
import type { FieldCode } from './grammar-tables.js';
import type { JoinedUse } from './schema-lookup.js';
import type { QueryWord } from './query-words.js';

/** Sets of field types as bits, so that one test answers "is any of these allowed". */
export const TypeBits = { number: 1, text: 2, date: 4, boolean: 8, other: 16, all: 31 } as const;

/** Places in a SELECT in the order of its clauses. */
export const Clause = {
  from: 0,
  select: 1,
  where: 2,
  group: 3,
  having: 4,
  order: 5,
  limit: 6,
  offset: 7,
} as const;

/** What the grammar expects next. */
export type Mode =
  | 'query'
  | 'entity'
  | 'sources'
  | 'join-source'
  | 'cross-source'
  | 'optional-source'
  | 'skipped-link'
  | 'linked-entity'
  | 'on-entity'
  | 'on-left'
  | 'on-right'
  | 'select'
  | 'items'
  | 'group'
  | 'keys'
  | 'order-key-end'
  | 'order-key-desc'
  | 'combined'
  | 'order-keys'
  | 'limit'
  | 'closed'
  | 'expression'
  | 'column'
  | 'unit'
  | 'case-rest'
  | 'window-function'
  | 'window-offset'
  | 'window-body'
  | 'window-keys'
  | 'window-order-end'
  | 'window-order-desc'
  | 'window-order-keys'
  | 'not-exists'
  | 'exists'
  | 'condition'
  | 'operator'
  | 'negated-operator'
  | 'in'
  | 'in-members'
  | 'condition-end'
  | 'done';

/** The left side of a comparison. */
export interface Subject {
  /** Bits of its type. */
  readonly types: number;
  /** Code of the field, where it is one; constants that are known to occur elsewhere are kept away from it. */
  readonly field?: number;
  /** The field is one of a query further out. */
  readonly outer?: boolean;
  readonly aggregate: boolean;
}

/** How a constant is compared. */
export type LiteralRole = 'equality' | 'order' | 'pattern';

/** What an expression or condition in progress is part of, innermost first. */
export type Frame = { readonly parent: Frame | undefined } & (
  | { readonly kind: 'item' | 'key' | 'order-key' | 'subject' }
  | { readonly kind: 'aggregate'; readonly word: QueryWord; readonly distinct: boolean }
  | {
      readonly kind: 'call';
      readonly name: FunctionName;
      /** Which argument comes next, of how many; the types of the first. */
      readonly place: number;
      readonly count: number;
      readonly firstTypes: number;
    }
  | { readonly kind: 'cast'; readonly word: QueryWord }
  | { readonly kind: 'left' | 'right' }
  /** A CASE: its condition, a THEN, what may follow one, the ELSE. */
  | CasePart
  | { readonly kind: 'window'; readonly types: number; readonly keys: number }
  | { readonly kind: 'window-argument'; readonly word: QueryWord; readonly offset: boolean }
  | { readonly kind: 'window-key' | 'window-order' }
  | {
      readonly kind: 'operand';
      readonly subject: Subject;
      readonly role: LiteralRole;
      readonly literals: boolean;
    }
  | { readonly kind: 'low' | 'high'; readonly subject: Subject }
  /** `fresh`: nothing stands in it, so that it may still turn out to be a subquery. */
  | { readonly kind: 'parenthesis'; readonly alternatives: boolean; readonly fresh: boolean }
  | {
      readonly kind: 'subquery';
      readonly outer: SelectState;
      readonly use: SubqueryUse;
      readonly around: Around;
    }
);

interface CasePart {
  readonly kind: 'when' | 'then' | 'case' | 'else';
  readonly branches: number;
  /** Types of its results so far. */
  readonly types: number;
  readonly around: Around;
}

/** A frame of a CASE. */
export type CaseFrame = Extract<Frame, CasePart>;

/** What a query in parentheses is: a value or a set, the operand of EXISTS, a source with the join that reaches it. */
export type SubqueryUse = 'value' | 'exists' | 'source' | 'joined-source';

/** What is put aside while something inside an expression is written. */
export interface Around {
  readonly trail: string;
  readonly aggregated: boolean;
  readonly bare: boolean;
  readonly subject: Subject | undefined;
}

/** What the enclosing query asks of a SELECT's columns. */
export interface RequiredColumns {
  /** Number of columns; -1 is `*`. */
  readonly count: number;
  /** Bits of types that fit, per column; every column when shorter. */
  readonly types: number;
}

/** What is known of one SELECT. */
export interface SelectState {
  readonly uses: readonly JoinedUse[];
  /** Uses per entity, and per link whose fields may be named. */
  readonly counts: ReadonlyMap<string, number>;
  readonly clause: number;
  readonly columns: number;
  readonly star: boolean;
  readonly plainColumns: number;
  /** Columns that are fields and nothing else; a bare `group` groups by them. */
  readonly fieldColumns: number;
  readonly aggregateColumns: number;
  /** Bits of types of the columns. */
  readonly columnTypes: readonly number[];
  /** The same of each derived source. */
  readonly derived: readonly (readonly number[])[];
  /** The same of the first SELECT of the set operation that this one is part of. */
  readonly setTypes?: readonly number[];
  /** True for the order and the rows of a whole set operation. */
  readonly whole: boolean;
  readonly grouped: boolean;
  readonly conditions: number;
  /** Expressions of the clause in progress, to keep them from being repeated. */
  readonly seen: readonly string[];
  readonly required?: RequiredColumns;
  /** Set operations before this SELECT in the same query. */
  readonly setOperations: number;
}

/** A position in a token sequence. Never changed; beams share it. */
export interface GrammarState {
  readonly mode: Mode;
  readonly select: SelectState;
  readonly stack: Frame | undefined;
  /** Tokens so far. */
  readonly length: number;
  /** Number of `other` just before. */
  readonly skipped: number;
  /** Number of `outer` just before. */
  readonly outward: number;
  /** Codes of the expression in progress. */
  readonly trail: string;
  /** The expression in progress holds an aggregate. */
  readonly aggregated: boolean;
  /** The expression in progress holds a field or a column of this query outside its aggregates. */
  readonly bare: boolean;
  readonly subject?: Subject;
  /** FROM: the link that the next entity is joined along. */
  readonly link?: string;
  /** FROM: the entity after `on`, then the earlier field that it is compared with. */
  readonly joinEntity?: string;
  readonly joinLeft?: { readonly field: FieldCode; readonly instance: number };
}

/** Frames of kind `subquery` on the stack. */
export function subqueryDepth(stack: Frame | undefined): number {
  let depth = 0;
  for (let frame = stack; frame !== undefined; frame = frame.parent)
    if (frame.kind === 'subquery') depth += 1;
  return depth;
}

/** A SELECT of which nothing is known. */
export function emptySelect(
  required?: RequiredColumns,
  setOperations = 0,
  setTypes?: readonly number[],
): SelectState {
  return {
    uses: [],
    counts: new Map(),
    clause: Clause.from,
    columns: 0,
    star: false,
    plainColumns: 0,
    fieldColumns: 0,
    aggregateColumns: 0,
    columnTypes: [],
    derived: [],
    whole: false,
    grouped: false,
    conditions: 0,
    seen: [],
    setOperations,
    ...(required && { required }),
    ...(setTypes && { setTypes }),
  };
}
