import type { DatabaseSchema, TextGrammar } from '@momq/dialect';
import { writtenQueries } from '../../text-grammar/written-query.js';
import { cypherClauseNodes } from './cypher-clause-nodes.js';
import type { CypherNodes } from './cypher-nodes.js';
import { cypherOperandNodes } from './cypher-operand-nodes.js';
import { cypherOperatorNodes } from './cypher-operator-nodes.js';
import { noPattern, type CypherPlace } from './cypher-place.js';
import { cypherValueNames } from './cypher-value-names.js';
import { GraphNames } from './graph-names.js';
import { patternNodes } from './pattern-nodes.js';

/**
 * The constraint of Cypher for text that is written over a graph: one reading query in which labels, relationship types and
 * properties are those of the schema, variables are defined before they are read, and relationships lead from and to labels that
 * have them.
 *
 * @param functions - functions that a query may call, with their namespaces
 */
export function cypherNameGrammar(
  schema: DatabaseSchema,
  functions: Iterable<string>,
): TextGrammar {
  const names = new GraphNames(schema);
  const nodes = {} as CypherNodes;
  Object.assign(nodes, cypherClauseNodes(nodes));
  Object.assign(nodes, patternNodes(nodes, names));
  Object.assign(nodes, cypherValueNames(nodes, names, functions));
  Object.assign(nodes, cypherOperandNodes(nodes));
  Object.assign(nodes, cypherOperatorNodes(nodes));
  const start: CypherPlace = {
    node: nodes.start,
    frame: { kind: 'query', up: null, depth: 0, then: () => undefined },
    clause: 'start',
    behind: 'items',
    variables: new Map(),
    given: new Map(),
    item: null,
    pattern: noPattern,
  };
  return writtenQueries(start, {
    nameQuotes: { '`': '`' },
    textQuotes: `'"`,
    backslashes: true,
    comments: ['//', '/*'],
  });
}
