import type { DatabaseSchema, TextGrammar } from '@momq/dialect';
import { writtenQueries } from '../../text-grammar/written-query.js';
import { clauseNodes } from './clause-nodes.js';
import { expressionNodes } from './expression-nodes.js';
import { emptyQuery, NameScope } from './query-names.js';
import { sourceNodes } from './source-nodes.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import { SchemaNames } from './sql-names.js';
import type { SqlNodes } from './sql-nodes.js';
import type { SqlPlace } from './sql-place.js';

/**
 * The constraint of a dialect of SQL for text that is written over `schema`: one reading statement in the order of its clauses,
 * in which every name is one of the schema, an alias or a function of the dialect. A column that is named before its table is
 * one of any table, and FROM cannot end without a table for it. Types are not looked at, nor what GROUP BY asks for.
 */
export function sqlNameGrammar(schema: DatabaseSchema, rules: SqlGrammarRules): TextGrammar {
  const scope = new NameScope(new SchemaNames(schema, rules), new Set(rules.aliasClauses));
  const nodes = {} as SqlNodes;
  Object.assign(nodes, clauseNodes(nodes, scope, rules));
  Object.assign(nodes, sourceNodes(nodes, scope, rules));
  Object.assign(nodes, expressionNodes(nodes, scope, rules));
  const start: SqlPlace = {
    node: nodes.start,
    frame: { kind: 'query', up: null, depth: 0 },
    query: emptyQuery(null, []),
  };
  return writtenQueries(start, rules);
}
