/**
 * The dialect-neutral form of a read query, version 2, over entities, fields and links of a {@link DatabaseSchema}.
 *
 * It is what the embedded model writes (as tokens, see `linearise`), what the generator of training data makes,
 * and what every pack's `render` turns into text of its own dialect. What it means is the same in every dialect:
 * docs/adr/0017-logical-form-v2.md.
 *
 * @module
 */
import type { Condition } from './logical-condition.js';
import type { Expression } from './logical-expression.js';
import type { Source } from './logical-source.js';

/** One key of ORDER BY. */
export interface OrderKey {
  readonly expression: Expression;
  readonly descending: boolean;
  /** Where NULL goes; absent: it counts as the smallest value. */
  readonly nulls?: 'first' | 'last';
}

/** SELECT … FROM … WHERE … GROUP BY … HAVING … ORDER BY … LIMIT … OFFSET. */
export interface SelectQuery {
  readonly kind: 'select';
  readonly from: readonly Source[];
  readonly distinct: boolean;
  readonly select: readonly Expression[];
  readonly where?: Condition;
  readonly groupBy: readonly Expression[];
  readonly having?: Condition;
  readonly orderBy: readonly OrderKey[];
  /** Rows at most. */
  readonly limit?: number;
  /** Rows left out at the beginning; absent 0. */
  readonly offset?: number;
}

/** A set operation between two queries. Its rows are distinct unless `all`. */
export interface SetQuery {
  readonly kind: 'set';
  readonly operator: 'union' | 'intersect' | 'except';
  readonly all: boolean;
  readonly left: LogicalQuery;
  readonly right: LogicalQuery;
  /** The keys are {@link ColumnReference}s with `source` 0, and what is made of them; absent: no order. */
  readonly orderBy?: readonly OrderKey[];
  readonly limit?: number;
  readonly offset?: number;
}

/** A read query. */
export type LogicalQuery = SelectQuery | SetQuery;
