import type { AllowedNames } from '../../text-grammar/grammar-node.js';
import type { CypherAction, CypherNode, CypherPlace } from './cypher-place.js';
import type { Variable } from './graph-names.js';
import type { GraphGrammarRules } from './graph-grammar-rules.js';

/** The nodes of the grammar; they name each other. */
export interface CypherNodes {
  readonly rules: GraphGrammarRules;
  /** Names that a query gives. */
  newName: (
    then: (place: CypherPlace, name: string) => CypherPlace | undefined,
  ) => AllowedNames<CypherPlace>;
  /** Where a query begins. */
  start: CypherNode;
  /** Statements that begin at known nodes. */
  statements: Readonly<Record<string, CypherAction>>;
  /** A bar that hands rows on to the next statement. */
  pipe: CypherAction;
  /** Values that a traversal refers to with `$`. */
  references: Readonly<Record<string, CypherAction>>;
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
  /** Behind the point of a variable. */
  fieldOf: (variable: Variable) => CypherNode;
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
  /** The place when the item that is being written is ended. */
  ended: CypherAction;
  /** Set operators behind a statement. */
  setOperators: Readonly<Record<string, CypherAction>>;
  /** Whether the statement may end. */
  mayEnd: (place: CypherPlace) => boolean;
  /** A query in braces inside an expression. */
  subquery: CypherAction;
}
