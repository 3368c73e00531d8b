import type { TextRange } from '@momq/dialect';
import type { PipeUses } from './pipe-uses.js';
import type { Surroundings } from './query-surroundings.js';

/** A part of a list behind a pipe operator. */
export interface PipeItem extends TextRange {
  /** The name that it gets, or that is set, dropped or renamed; undefined where it has none. */
  readonly name?: string;
  /** ASC, DESC and where NULL stands, as written. */
  readonly order?: string;
  /** Whether it is `expression.*`. */
  readonly isStar?: boolean;
  /** False for `()`, ROLLUP and other ways to group several times. */
  readonly isExpression?: boolean;
}

/** A pipe operator with what belongs to it. */
export interface PipeStep extends TextRange, PipeUses {
  /** Its first word; `UNION`, `JOIN` and the like also where other words stand before. */
  readonly operator: string;
  /** What stands in its list: conditions, columns, queries, names. */
  readonly items: readonly PipeItem[];
  /** What stands behind GROUP BY; undefined without one. */
  readonly groups?: readonly PipeItem[];
  /** GROUP AND ORDER BY. */
  readonly ordersGroups?: boolean;
  /** WINDOW with the named windows. */
  readonly windows?: TextRange;
  /** Names of tables that may stand before a column behind it, lower case. */
  readonly aliases: readonly string[];
  /** Those of them that may mean a value, not a row: arrays' elements. */
  readonly valueAliases: readonly string[];
}

/** What stands before the first pipe. */
export interface PipeHead extends TextRange, Pick<PipeStep, 'aliases' | 'valueAliases'> {
  /** Whether it is sources behind FROM, not a query. */
  readonly isFrom: boolean;
  /** Whether it is one source alone. */
  readonly isAlone: boolean;
}

/** A query with pipes. */
export interface Pipeline extends TextRange {
  /** WITH and its expressions, where they stand before. */
  readonly expressions?: TextRange;
  /** What stands before the first pipe: sources behind FROM, or a query. */
  readonly head: PipeHead;
  readonly surroundings: Surroundings;
  readonly steps: readonly PipeStep[];
}
