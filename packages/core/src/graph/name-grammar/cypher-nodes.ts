import type { CypherAction, CypherNode } from './cypher-place.js';

/** The nodes of the grammar; they name each other. */
export interface CypherNodes {
  /** Where a query begins. */
  start: CypherNode;
  /** Behind MATCH. */
  pattern: CypherNode;
  /** What goes on from a node of a pattern. */
  relationships: Readonly<Record<string, CypherAction>>;
  /** Where a value begins. */
  operand: CypherNode;
  /** Behind a value. */
  operator: CypherNode;
  /** Words that end a clause, or begin the next. */
  clauseWords: Readonly<Record<string, CypherAction>>;
  /** `}` of a query inside another. */
  closesQuery: CypherAction;
  /** A comma between items of a clause. */
  nextItem: CypherAction;
  /** AS. */
  alias: CypherAction;
  /** Whether the statement may end. */
  mayEnd: (place: Parameters<CypherAction>[0]) => boolean;
  /** A query in braces inside an expression. */
  subquery: CypherAction;
}
