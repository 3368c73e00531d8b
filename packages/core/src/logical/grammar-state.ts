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
} as const;

/** What the grammar expects next. */
export type Mode =
  | 'query'
  | 'entity'
  | 'sources'
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
  | 'order-keys'
  | 'limit'
  | 'closed'
  | 'expression'
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
  readonly aggregate: boolean;
}

/** How a constant is compared. */
export type LiteralRole = 'equality' | 'order' | 'pattern';

/** What an expression or condition in progress is part of, innermost first. */
export type Frame = { readonly parent: Frame | undefined } & (
  | { readonly kind: 'item' | 'key' | 'order-key' | 'subject' | 'high' }
  | { readonly kind: 'aggregate'; readonly word: QueryWord; readonly distinct: boolean }
  | { readonly kind: 'call'; readonly word: QueryWord }
  | { readonly kind: 'left' | 'right' }
  | {
      readonly kind: 'operand';
      readonly subject: Subject;
      readonly role: LiteralRole;
      readonly literals: boolean;
    }
  | { readonly kind: 'low'; readonly subject: Subject }
  | { readonly kind: 'parenthesis'; readonly alternatives: boolean }
  | { readonly kind: 'subquery'; readonly outer: SelectState }
);

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
  readonly firstColumnTypes: number;
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
  /** Codes of the expression in progress. */
  readonly trail: string;
  /** The expression in progress holds an aggregate. */
  readonly aggregated: boolean;
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
export function emptySelect(required?: RequiredColumns, setOperations = 0): SelectState {
  return {
    uses: [],
    counts: new Map(),
    clause: Clause.from,
    columns: 0,
    star: false,
    plainColumns: 0,
    fieldColumns: 0,
    aggregateColumns: 0,
    firstColumnTypes: 0,
    grouped: false,
    conditions: 0,
    seen: [],
    setOperations,
    ...(required && { required }),
  };
}
