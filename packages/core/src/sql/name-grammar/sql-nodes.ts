import type { AllowedNames } from '../../text-grammar/grammar-node.js';
import type { QueryNames } from './query-names.js';
import type { SqlAction, SqlNode, SqlPlace } from './sql-place.js';

/** The nodes of a dialect's grammar; they name each other. */
export interface SqlNodes {
  /** Where the statement begins. */
  start: SqlNode;
  /** Where a query in parentheses begins. */
  subquery: SqlNode;
  /** SELECT. */
  select: SqlAction;
  /** VALUES. */
  values: SqlAction;
  /** Where a row of VALUES begins. */
  valueRow: SqlNode;
  /** WITH. */
  with: SqlAction;
  /** Names that a value begins with. */
  valueNames: AllowedNames<SqlPlace>;
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
  /** Opens it. */
  called: (place: SqlPlace, name: string) => SqlPlace | undefined;
  /** Behind a value. */
  operator: SqlNode;
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
  /** Where WINDOW names one. */
  windowName: SqlNode;
  /** UNION and the like. */
  compoundWords: Readonly<Record<string, SqlAction>>;
  /** Words that begin the next clause of a query. */
  clauseWords: Readonly<Record<string, SqlAction>>;
  /** Words of a window. */
  windowWords: Readonly<Record<string, SqlAction>>;
  /** Behind a comma of a query. */
  nextItem: SqlAction;
  /** AS behind a column of the result. */
  alias: SqlAction;
  /** An alias without AS: behind what has no name of its own, where a misspelt keyword is unlikely. */
  implicitAlias: (fits: (query: QueryNames) => boolean) => AllowedNames<SqlPlace>;
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
