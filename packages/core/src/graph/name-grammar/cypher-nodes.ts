import type { AllowedNames } from '../../text-grammar/grammar-node.js';
import type { CypherAction, CypherNode, CypherPlace } from './cypher-place.js';

/** The nodes of the grammar; they name each other. */
export interface CypherNodes {
  /** Where a query begins. */
  start: CypherNode;
  /** Behind MATCH. */
  pattern: CypherNode;
  /** What goes on from a node of a pattern. */
  relationships: Readonly<Record<string, CypherAction>>;
  /** Where a property of the node or relationship that is open is named. */
  propertyKey: (place: CypherPlace) => CypherNode;
  /** Names that a value begins with. */
  valueNames: AllowedNames<CypherPlace>;
  /** The parenthesis of a call. */
  opensCall: (name: string) => CypherAction;
  /** Behind it. */
  callStart: CypherNode;
  /** A point behind a value of which nothing is known. */
  component: CypherAction;
  /** Where a key of a map is named. */
  mapKey: CypherNode;
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
  mayEnd: (place: CypherPlace) => boolean;
  /** A query in braces inside an expression. */
  subquery: CypherAction;
}
