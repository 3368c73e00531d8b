import type { DatabaseSchema, TextGrammar } from '@momq/dialect';
import { graphNameGrammar, quoteName } from '@momq/core/graph';
import type { AllowedCalls } from './allowed-calls.js';

/** Neo4j's functions without a namespace (Cypher manual 5, "Functions"), lower case. */
const functions =
  `abs acos all any asin atan atan2 avg ceil char_length character_length coalesce collect cos cot count date
  datetime degrees duration elementid endnode exists exp floor haversin head id isempty isnan keys labels last left length
  localdatetime localtime log log10 lower ltrim max min nodes none normalize nullif percentilecont percentiledisc pi point
  properties radians rand randomuuid range relationships replace reverse right round rtrim sign sin single size split sqrt
  startnode stdev stdevp substring sum tail tan time timestamp toboolean tobooleanornull tofloat tofloatornull tointeger
  tointegerornull tolower tostring tostringornull toupper trim type upper valuetype`.split(/\s+/);

/** The constraint for Cypher's text over a graph. */
export function cypherGrammar(schema: DatabaseSchema, allowed: AllowedCalls): TextGrammar {
  return graphNameGrammar(schema, {
    quoteName,
    functions: [...functions, ...allowed.functions],
    operators: ['+', '-', '*', '/', '%', '^', '=', '<>', '<', '>', '<=', '>=', '=~'],
    negatedOperators: false,
    comments: ['//', '/*'],
    setOperators: ['union'],
    subqueries: true,
    labelUnions: true,
    ordersByColumns: false,
    propertiesOfLabels: false,
    traversals: false,
  });
}
