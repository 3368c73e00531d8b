/**
 * The dialect-neutral form of a read query, over entities, fields and links of a {@link DatabaseSchema}.
 *
 * It is what the embedded model writes (as tokens, see `linearise`), what the generator of training data makes,
 * and what every pack's `render` turns into text of its own dialect.
 *
 * @module
 */

/**
 * A use of an entity in a query: its name and which use it is (0 the first, 1 the second of the same entity).
 * Every SELECT counts its own uses from 0. A reference to a use that its own FROM lacks means the enclosing query's use.
 */
export interface EntityUse {
  readonly entity: string;
  readonly instance: number;
}

/** A field of an entity use; for a property of a relationship `entity` is the link's name and `instance` which use of the link it is. */
export interface FieldReference extends EntityUse {
  readonly kind: 'field';
  readonly field: string;
}

/** `*`: the whole row; inside `count` the number of rows. */
export interface Star {
  readonly kind: 'star';
}

/** A constant. */
export interface Literal {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/** An aggregate over the rows of a group. */
export interface Aggregate {
  readonly kind: 'aggregate';
  readonly function: 'count' | 'sum' | 'avg' | 'min' | 'max';
  readonly distinct: boolean;
  readonly argument: Expression;
}

/** Arithmetic between two expressions. */
export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly operator: '+' | '-' | '*' | '/';
  readonly left: Expression;
  readonly right: Expression;
}

/** A scalar function that every dialect has under some name. */
export interface FunctionCall {
  readonly kind: 'call';
  readonly function: 'year' | 'month' | 'day' | 'lower' | 'upper' | 'length' | 'abs' | 'round';
  readonly argument: Expression;
}

/** A nested query used as one value or as a set of values. */
export interface Subquery {
  readonly kind: 'subquery';
  readonly query: LogicalQuery;
}

/** Anything that has a value. */
export type Expression =
  FieldReference | Star | Literal | Aggregate | Arithmetic | FunctionCall | Subquery;

/** Comparison operators. `like` takes a SQL pattern with `%` and `_`. */
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like' | 'not like';

/** A truth value over a row or a group. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly Condition[] }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'between';
      readonly negated: boolean;
      readonly value: Expression;
      readonly low: Expression;
      readonly high: Expression;
    }
  | {
      readonly kind: 'in';
      readonly negated: boolean;
      readonly value: Expression;
      /** Literals, or exactly one {@link Subquery}. */
      readonly set: readonly Expression[];
    }
  | { readonly kind: 'null'; readonly negated: boolean; readonly value: Expression }
  | { readonly kind: 'exists'; readonly negated: boolean; readonly query: LogicalQuery };

/** How an entity use is reached from the uses before it. */
export type Join =
  /**
   * Along a link of the schema, in either direction. `with` is the earlier use at the other end.
   * At a link of an entity with itself the new use is the `to` end; the other direction is a join of kind `fields`.
   */
  | {
      readonly kind: 'link';
      readonly link: string;
      readonly with: EntityUse;
      readonly optional: boolean;
    }
  /** On equality of two fields that no link connects. */
  | {
      readonly kind: 'fields';
      readonly left: FieldReference;
      readonly right: FieldReference;
      readonly optional: boolean;
    }
  /** No condition: every combination. */
  | { readonly kind: 'cross' };

/** One element of FROM (MATCH). The first has no join. */
export interface Source extends EntityUse {
  readonly join?: Join;
}

/** One key of ORDER BY. */
export interface OrderKey {
  readonly expression: Expression;
  readonly descending: boolean;
}

/** SELECT … FROM … WHERE … GROUP BY … HAVING … ORDER BY … LIMIT. */
export interface SelectQuery {
  readonly kind: 'select';
  readonly from: readonly Source[];
  readonly distinct: boolean;
  readonly select: readonly Expression[];
  readonly where?: Condition;
  readonly groupBy: readonly Expression[];
  readonly having?: Condition;
  readonly orderBy: readonly OrderKey[];
  readonly limit?: number;
}

/** A set operation (without ALL, except where `all` is true) between two queries. */
export interface SetQuery {
  readonly kind: 'set';
  readonly operator: 'union' | 'intersect' | 'except';
  readonly all: boolean;
  readonly left: LogicalQuery;
  readonly right: LogicalQuery;
}

/** A read query. */
export type LogicalQuery = SelectQuery | SetQuery;
