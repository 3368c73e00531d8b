import type { AllowedNames } from '../../text-grammar/grammar-node.js';
import type { SqlAction, SqlNode, SqlPlace } from './sql-place.js';

/** The nodes of a dialect's grammar; they name each other. */
export interface SqlNodes {
  /** Where the statement begins. */
  start: SqlNode;
  /** Where a query in parentheses begins. */
  subquery: SqlNode;
  /** Where a value of an expression begins. */
  operand: SqlNode;
  /** The same where a text is likely, as behind `=`. */
  value: SqlNode;
  /** Where a column of the result begins. */
  item: SqlNode;
  /** Behind a parenthesis in an expression: a value or a query. */
  group: SqlNode;
  /** Behind the parenthesis of a call. */
  callStart: SqlNode;
  /** Behind a value. */
  operator: SqlNode;
  /** Behind a call. */
  afterCall: SqlNode;
  /** Behind ASC or DESC. */
  afterDirection: SqlNode;
  /** Where a type is named. */
  type: SqlNode;
  /** Behind `*` as a column of the result. */
  afterStar: SqlNode;
  /** Where a table is named. */
  table: SqlNode;
  /** Behind the parenthesis of a window. */
  windowStart: SqlNode;
  /** Words that begin the next clause of a query. */
  clauseWords: Readonly<Record<string, SqlAction>>;
  /** Words of a window. */
  windowWords: Readonly<Record<string, SqlAction>>;
  /** Behind a comma of a query. */
  nextItem: SqlAction;
  /** AS behind a column of the result. */
  alias: SqlAction;
  /** The semicolon. */
  finish: SqlAction;
  /** Whether the statement may end. */
  mayEnd: (place: SqlPlace) => boolean;
  /** A name that is defined where it stands. */
  freeName: (
    then: (place: SqlPlace, key: string) => SqlPlace | undefined,
    allowed?: (place: SqlPlace, beginning: string, quoted: boolean) => boolean,
  ) => AllowedNames<SqlPlace>;
}
