import type { GraphValue } from '@momq/graph-store';

/** Where something stands in the text of a query. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Which labels a node, or types a relationship, has to have. */
export type LabelTest =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'not'; readonly of: LabelTest }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly LabelTest[] };

/** A node of a pattern. */
export interface NodePattern {
  readonly name?: string;
  readonly labels?: LabelTest;
  readonly properties?: Expression;
  readonly where?: Expression;
}

/** A relationship of a pattern. */
export interface RelationshipPattern {
  readonly name?: string;
  readonly types?: LabelTest;
  readonly properties?: Expression;
  readonly where?: Expression;
  readonly direction: 'out' | 'in' | 'both';
  /** Number of steps where it is of variable length. */
  readonly range?: { readonly least: number; readonly most: number };
}

/** Nodes with the relationships between them: one node more than relationships. */
export interface PathPattern {
  readonly name?: string;
  /** Set for `shortestPath` and `allShortestPaths`. */
  readonly shortest?: 'one' | 'all';
  readonly nodes: readonly NodePattern[];
  readonly relationships: readonly RelationshipPattern[];
}

/** Operators of two operands. */
export type BinaryOperator =
  | 'OR' | 'XOR' | 'AND' | '=' | '<>' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | '^'
  | 'IN' | '=~' | 'STARTS WITH' | 'ENDS WITH' | 'CONTAINS' | '||'; // prettier-ignore

/** What a map projection takes over: a property, all properties, a variable, or a value under a key. */
export type ProjectionItem =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'entry'; readonly name: string; readonly value: Expression };

/** The kinds of expressions with what each holds. */
interface ExpressionKinds {
  literal: { readonly value: GraphValue };
  parameter: { readonly name: string };
  variable: { readonly name: string };
  property: { readonly of: Expression; readonly name: string };
  index: { readonly of: Expression; readonly index: Expression };
  slice: { readonly of: Expression; readonly low?: Expression; readonly high?: Expression };
  list: { readonly items: readonly Expression[] };
  map: { readonly entries: readonly (readonly [string, Expression])[] };
  projection: { readonly of: Expression; readonly items: readonly ProjectionItem[] };
  unary: { readonly operator: 'NOT' | '+' | '-'; readonly operand: Expression };
  binary: {
    readonly operator: BinaryOperator;
    readonly left: Expression;
    readonly right: Expression;
  };
  'is-null': { readonly operand: Expression; readonly negated: boolean };
  'has-labels': { readonly operand: Expression; readonly labels: LabelTest };
  call: {
    readonly name: string;
    readonly distinct: boolean;
    readonly arguments: readonly Expression[];
  };
  'count-star': object;
  case: {
    readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
    readonly otherwise?: Expression;
  };
  comprehension: {
    readonly name: string;
    readonly list: Expression;
    readonly where?: Expression;
    readonly map?: Expression;
  };
  'pattern-comprehension': {
    readonly path: PathPattern;
    readonly where?: Expression;
    readonly map: Expression;
  };
  reduce: {
    readonly total: string;
    readonly start: Expression;
    readonly name: string;
    readonly list: Expression;
    readonly step: Expression;
  };
  quantifier: {
    readonly which: 'ALL' | 'ANY' | 'NONE' | 'SINGLE';
    readonly name: string;
    readonly list: Expression;
    readonly where: Expression;
  };
  pattern: { readonly path: PathPattern };
  subquery: { readonly what: 'EXISTS' | 'COUNT' | 'COLLECT'; readonly query: Query };
}

/** An expression of one kind. */
export type ExpressionOf<Kind extends keyof ExpressionKinds> = {
  readonly kind: Kind;
  readonly span: Span;
} & ExpressionKinds[Kind];

/** Any expression. */
export type Expression = {
  [Kind in keyof ExpressionKinds]: ExpressionOf<Kind>;
}[keyof ExpressionKinds];

/** A column of RETURN or WITH. */
export interface ReturnItem {
  readonly value: Expression;
  /** The name that AS gives, or the text of the expression. */
  readonly name: string;
  /** True where AS gives the name, or the expression is a variable. */
  readonly named: boolean;
}

/** What RETURN and WITH have in common. */
export interface Projection {
  readonly distinct: boolean;
  /** True for `*`. */
  readonly all: boolean;
  readonly items: readonly ReturnItem[];
  readonly order: readonly { readonly value: Expression; readonly descending: boolean }[];
  readonly skip?: Expression;
  readonly limit?: Expression;
}

/** A clause that reads, or gives rows on. */
export type Clause =
  | {
      readonly kind: 'match';
      readonly optional: boolean;
      readonly paths: readonly PathPattern[];
      readonly where?: Expression;
    }
  | { readonly kind: 'unwind'; readonly list: Expression; readonly name: string }
  | { readonly kind: 'with'; readonly projection: Projection; readonly where?: Expression }
  | { readonly kind: 'return'; readonly projection: Projection }
  | { readonly kind: 'filter'; readonly where: Expression }
  | { readonly kind: 'let'; readonly items: readonly (readonly [string, Expression])[] }
  | { readonly kind: 'finish' }
  | {
      readonly kind: 'subquery';
      readonly optional: boolean;
      /** Undefined where the subquery says with WITH what it takes over. */
      readonly imports?: readonly string[] | 'all';
      readonly query: Query;
    }
  | {
      readonly kind: 'procedure';
      readonly optional: boolean;
      readonly name: string;
      /** Undefined where there are no brackets. */
      readonly arguments?: readonly Expression[];
      readonly yields?: readonly { readonly column: string; readonly name: string }[] | 'all';
      readonly where?: Expression;
    };

/** Clauses one after the other. */
export type SingleQuery = readonly Clause[];

/** One query, or several whose rows come together. */
export interface Query {
  readonly parts: readonly SingleQuery[];
  /** For each UNION, whether it keeps equal rows. */
  readonly all: readonly boolean[];
}
