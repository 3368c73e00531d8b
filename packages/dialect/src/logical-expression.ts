import type { FunctionName, TimeUnit } from './function-names.js';
import type { Condition } from './logical-condition.js';
import type { LogicalQuery, OrderKey } from './logical-query.js';

/**
 * A use of an entity in a query: its name and which use it is (0 the first, 1 the second of the same entity).
 * Every SELECT counts its own uses from 0.
 */
export interface EntityUse {
  readonly entity: string;
  readonly instance: number;
}

/** A field of an entity use; for a property of a relationship `entity` is the link's name and `instance` which use of the link it is. */
export interface FieldReference extends EntityUse {
  readonly kind: 'field';
  readonly field: string;
  /**
   * How many queries further out the use stands: 1 is the query around this one. Absent: in this query, or, where its FROM
   * lacks the use, in the nearest query around it that has it; canonical queries say the number where it is not 0.
   */
  readonly outer?: number;
}

/** A column of a derived source, or of the set operation that is ordered. */
export interface ColumnReference {
  readonly kind: 'column';
  /** Which derived source of FROM, counted from 0; in the order of a set operation 0. */
  readonly source: number;
  /** Which column of it, counted from 0. */
  readonly column: number;
  /** How many queries further out the source stands; absent: in this query. */
  readonly outer?: number;
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

/** An aggregate over the rows of a group. All but `count` are NULL over no values. */
export interface Aggregate {
  readonly kind: 'aggregate';
  readonly function: 'count' | 'sum' | 'avg' | 'min' | 'max';
  readonly distinct: boolean;
  readonly argument: Expression;
}

/** Arithmetic between two expressions. Division drops the remainder between integers and is NULL by zero. */
export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly operator: '+' | '-' | '*' | '/';
  readonly left: Expression;
  readonly right: Expression;
}

/** A call of a scalar function of the catalogue. */
export interface FunctionCall {
  readonly kind: 'call';
  readonly function: FunctionName;
  /** Of `truncate`, `difference` and `add`; the others have none. */
  readonly unit?: TimeUnit;
  readonly arguments: readonly Expression[];
}

/** A value in another type; NULL stays NULL, and text is read as far as it is a number. */
export interface Cast {
  readonly kind: 'cast';
  readonly type: 'text' | 'integer' | 'real' | 'date' | 'datetime';
  readonly argument: Expression;
}

/** The value of the first branch whose condition is true; without one `otherwise`, absent NULL. */
export interface Case {
  readonly kind: 'case';
  readonly branches: readonly { readonly when: Condition; readonly then: Expression }[];
  readonly otherwise?: Expression;
}

/** A function over the rows around a row, after grouping and before DISTINCT. */
export interface Window {
  readonly kind: 'window';
  readonly function:
    'row_number' | 'rank' | 'dense_rank' | 'lag' | 'lead' | 'count' | 'sum' | 'avg' | 'min' | 'max';
  /** Absent for `row_number`, `rank` and `dense_rank`; a star counts rows. */
  readonly argument?: Expression;
  /** Rows back (`lag`) or ahead (`lead`), at least 1; absent 1. */
  readonly offset?: number;
  readonly partitionBy: readonly Expression[];
  /** With keys, aggregates run from the first row of the partition to the current one and its peers; without, over all of it. */
  readonly orderBy: readonly OrderKey[];
}

/** A nested query used as one value (its first row's, NULL without rows) or as a set of values. */
export interface Subquery {
  readonly kind: 'subquery';
  readonly query: LogicalQuery;
}

/** Anything that has a value. */
export type Expression =
  | FieldReference
  | ColumnReference
  | Star
  | Literal
  | Aggregate
  | Arithmetic
  | FunctionCall
  | Cast
  | Case
  | Window
  | Subquery;
