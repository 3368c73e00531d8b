/**
 * What the parser makes of nGQL.
 *
 * @module
 */

/** Operators between two values. */
export type BinaryOperator =
  | '+' | '-' | '*' | '/' | '%'
  | '==' | '!=' | '<' | '<=' | '>' | '>=' | '=~'
  | 'AND' | 'OR' | 'XOR' | 'IN' | 'NOT IN' | 'CONTAINS' | 'NOT CONTAINS'
  | 'STARTS WITH' | 'NOT STARTS WITH' | 'ENDS WITH' | 'NOT ENDS WITH'; // prettier-ignore

/** Operators of one value. */
export type UnaryOperator =
  '-' | '+' | '!' | 'IS NULL' | 'IS NOT NULL' | 'IS EMPTY' | 'IS NOT EMPTY';

/** A place in the text that an expression begins and ends at. */
interface Placed {
  readonly start: number;
  readonly end: number;
}

/** Something with a value. */
export type Expression = Placed &
  (
    | { readonly kind: 'literal'; readonly value: string | number | bigint | boolean | null }
    | { readonly kind: 'label'; readonly name: string }
    | { readonly kind: 'variable'; readonly name: string }
    | { readonly kind: 'input'; readonly name: string }
    | { readonly kind: 'variable-column'; readonly variable: string; readonly name: string }
    | { readonly kind: 'end-property'; readonly side: '$^' | '$$'; readonly tag: string; readonly name: string }
    | { readonly kind: 'whole'; readonly what: 'VERTEX' | '$^' | '$$' | 'EDGE' | 'VERTICES' | 'EDGES' | 'PATH' }
    | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
    | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
    | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
    | { readonly kind: 'call'; readonly name: string; readonly distinct: boolean; readonly arguments: readonly Expression[] }
    | { readonly kind: 'count-star'; readonly name: string; readonly distinct: boolean }
    | { readonly kind: 'list' | 'set'; readonly items: readonly Expression[] }
    | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Expression])[] }
    | { readonly kind: 'subscript'; readonly of: Expression; readonly index: Expression }
    | { readonly kind: 'slice'; readonly of: Expression; readonly from?: Expression; readonly to?: Expression }
    | { readonly kind: 'case'; readonly subject?: Expression; readonly branches: readonly (readonly [Expression, Expression])[]; readonly otherwise?: Expression; readonly ternary: boolean }
    | { readonly kind: 'predicate'; readonly quantifier: 'all' | 'any' | 'single' | 'none'; readonly name: string; readonly list: Expression; readonly where: Expression }
    | { readonly kind: 'exists'; readonly operand: Expression }
    | { readonly kind: 'comprehension'; readonly name: string; readonly list: Expression; readonly where?: Expression; readonly map?: Expression }
    | { readonly kind: 'reduce'; readonly total: string; readonly initial: Expression; readonly name: string; readonly list: Expression; readonly step: Expression }
    | { readonly kind: 'cast'; readonly type: string; readonly operand: Expression }
    | { readonly kind: 'pattern'; readonly path: PathPattern }
    | { readonly kind: 'text-search'; readonly name: string; readonly arguments: readonly Expression[] }
  ); // prettier-ignore

/** The kinds of {@link Expression} by name. */
export type ExpressionOf<Kind extends Expression['kind']> = Extract<
  Expression,
  { readonly kind: Kind }
>;

/** `(v:tag{prop: value})`. */
export interface NodePattern {
  readonly name: string;
  readonly labels: readonly { readonly name: string; readonly properties?: ExpressionOf<'map'> }[];
  readonly properties?: ExpressionOf<'map'>;
}

/** `-[e:type*1..3{prop: value}]->`. */
export interface EdgePattern {
  readonly name: string;
  readonly types: readonly string[];
  readonly direction: 'out' | 'in' | 'both';
  /** Steps of a path of edges; absent: one edge. */
  readonly range?: { readonly least: number; readonly most: number };
  readonly properties?: ExpressionOf<'map'>;
}

/** A path of nodes and edges in turn. */
export interface PathPattern extends Placed {
  readonly name: string;
  readonly shortest?: 'one' | 'all';
  readonly nodes: readonly NodePattern[];
  readonly edges: readonly EdgePattern[];
}

/** A column of a result. */
export interface Column {
  readonly expression: Expression;
  readonly name?: string;
}

/** A key of an order. */
export interface OrderFactor {
  readonly expression: Expression;
  readonly descending: boolean;
}

/** RETURN or WITH. */
export interface Projection {
  readonly distinct: boolean;
  readonly all: boolean;
  readonly columns: readonly Column[];
  readonly orderBy: readonly OrderFactor[];
  readonly skip?: Expression;
  readonly limit?: Expression;
}

/** A clause of MATCH. */
export type MatchClause =
  | { readonly kind: 'match'; readonly optional: boolean; readonly paths: readonly PathPattern[]; readonly where?: Expression }
  | { readonly kind: 'unwind'; readonly list: Expression; readonly name: string }
  | { readonly kind: 'with'; readonly projection: Projection; readonly where?: Expression }
  | { readonly kind: 'return'; readonly projection: Projection }; // prettier-ignore

/** Vertex ids: given, or a column of what came before. */
export type Vids =
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'column'; readonly column: ExpressionOf<'input' | 'variable-column'> };

/** OVER. `types` is empty for `*`. */
export interface Over {
  readonly types: readonly { readonly name: string; readonly alias?: string }[];
  readonly direction: 'out' | 'in' | 'both';
}

/** YIELD. */
export interface YieldClause {
  readonly distinct: boolean;
  readonly columns: readonly Column[];
}

/** A range of steps. */
export interface Steps {
  readonly least: number;
  readonly most: number;
}

/** `from -> to @ rank`. */
export interface EdgeKey {
  readonly from: Expression;
  readonly to: Expression;
  readonly rank?: Expression;
}

/** A statement, or a part of one. */
export type Sentence = Placed &
  (
    | { readonly kind: 'go'; readonly steps: Steps; readonly from: Vids; readonly over: Over; readonly where?: Expression; readonly yields?: YieldClause; readonly cut?: { readonly sample: boolean; readonly size: Expression } }
    | { readonly kind: 'fetch-vertices'; readonly tags: readonly string[] | '*'; readonly vids: Vids; readonly yields?: YieldClause }
    | { readonly kind: 'fetch-edges'; readonly types: readonly string[]; readonly keys: readonly EdgeKey[]; readonly yields?: YieldClause }
    | { readonly kind: 'lookup'; readonly on: string; readonly where?: Expression; readonly yields?: YieldClause }
    | { readonly kind: 'match'; readonly clauses: readonly MatchClause[] }
    | { readonly kind: 'find-path'; readonly which: 'all' | 'shortest' | 'single-shortest' | 'noloop'; readonly withProperties: boolean; readonly from: Vids; readonly to: Vids; readonly over: Over; readonly where?: Expression; readonly upto: number; readonly yields?: YieldClause }
    | { readonly kind: 'subgraph'; readonly withProperties: boolean; readonly steps: number; readonly from: Vids; readonly over: readonly { readonly direction: 'in' | 'out' | 'both'; readonly types: readonly string[] }[]; readonly where?: Expression; readonly yields?: YieldClause }
    | { readonly kind: 'yield'; readonly yields: YieldClause; readonly where?: Expression; readonly join?: { readonly left: string; readonly right: string; readonly inner: boolean; readonly on: readonly [Expression, Expression] } }
    | { readonly kind: 'group-by'; readonly keys: readonly Column[]; readonly yields?: YieldClause }
    | { readonly kind: 'order-by'; readonly factors: readonly OrderFactor[] }
    | { readonly kind: 'limit'; readonly offset: number; readonly count: number }
    | { readonly kind: 'sample'; readonly count: number }
    | { readonly kind: 'unwind'; readonly list: Expression; readonly name: string }
    | { readonly kind: 'pipe'; readonly left: Sentence; readonly right: Sentence }
    | { readonly kind: 'set'; readonly operator: 'UNION' | 'INTERSECT' | 'MINUS'; readonly all: boolean; readonly left: Sentence; readonly right: Sentence }
    | { readonly kind: 'assign'; readonly variable: string; readonly value: Sentence }
    | { readonly kind: 'explain'; readonly profile: boolean; readonly sentences: readonly Sentence[] }
    | { readonly kind: 'use'; readonly space: string }
    /** A statement that the pack never runs: it defines, writes or administers. `name` is what it begins with. */
    | { readonly kind: 'other'; readonly name: string }
  ); // prettier-ignore

/** The kinds of {@link Sentence} by name. */
export type SentenceOf<Kind extends Sentence['kind']> = Extract<Sentence, { readonly kind: Kind }>;
