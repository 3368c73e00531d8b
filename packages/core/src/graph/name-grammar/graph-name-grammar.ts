import type { DatabaseSchema, TextGrammar } from '@momq/dialect';
import { writtenQueries } from '../../text-grammar/written-query.js';
import { cypherClauseNodes } from './cypher-clause-nodes.js';
import type { CypherNodes } from './cypher-nodes.js';
import { cypherOperandNodes } from './cypher-operand-nodes.js';
import { cypherOperatorNodes } from './cypher-operator-nodes.js';
import { noPattern, type CypherPlace } from './cypher-place.js';
import { cypherValueNames } from './cypher-value-names.js';
import type { GraphGrammarRules } from './graph-grammar-rules.js';
import { GraphNames } from './graph-names.js';
import { newNames, patternNodes } from './pattern-nodes.js';
import { walkNodes } from './walk-nodes.js';

/**
 * The constraint of a graph language for text that is written over a graph: one reading query in which labels, types and properties
 * are those of the schema, variables are defined before they are read, and edges lead from and to labels that have them.
 */
export function graphNameGrammar(schema: DatabaseSchema, rules: GraphGrammarRules): TextGrammar {
  const { quoteName, functions, comments } = rules;
  const names = new GraphNames(schema, quoteName);
  const nodes = { rules, newName: (then) => newNames(quoteName, then) } as CypherNodes;
  Object.assign(nodes, walkNodes(nodes, names));
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
    comments,
  });
}
