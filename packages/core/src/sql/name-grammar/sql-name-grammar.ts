import type { DatabaseSchema, TextGrammar } from '@momq/dialect';
import { writtenQueries } from '../../text-grammar/written-query.js';
import { callNodes } from './call-nodes.js';
import { clauseNodes } from './clause-nodes.js';
import { columnNodes } from './column-nodes.js';
import { definedNames } from './defined-names.js';
import { NameScope } from './name-scope.js';
import { operandNodes } from './operand-nodes.js';
import { operatorNodes } from './operator-nodes.js';
import { emptyQuery } from './query-names.js';
import { queryNodes } from './query-nodes.js';
import { selectNodes } from './select-nodes.js';
import { sourceNodes } from './source-nodes.js';
import type { SqlGrammarRules } from './sql-grammar-rules.js';
import { SchemaNames } from './sql-names.js';
import type { SqlNodes } from './sql-nodes.js';
import type { SqlPlace } from './sql-place.js';
import { typeNodes } from './type-nodes.js';
import { windowNodes } from './window-nodes.js';
import { withNodes } from './with-nodes.js';

/**
 * The constraint of a dialect of SQL for text that is written over `schema`: one reading statement in the order of its clauses,
 * in which every name is one of the schema, an alias or a function of the dialect. A column that is named before its table is
 * one of any table, or named as what a derived one computes, and FROM cannot end without a table for it. Types are not looked at, nor what GROUP BY asks for.
 */
export function sqlNameGrammar(schema: DatabaseSchema, rules: SqlGrammarRules): TextGrammar {
  const scope = new NameScope(new SchemaNames(schema, rules), new Set(rules.aliasClauses));
  const nodes = {} as SqlNodes;
  // Each reads at once only what those before it gave.
  Object.assign(nodes, { freeName: definedNames(rules) });
  Object.assign(nodes, selectNodes(nodes, rules));
  Object.assign(nodes, windowNodes(nodes, scope));
  Object.assign(nodes, withNodes(nodes, rules));
  Object.assign(nodes, queryNodes(nodes, scope, rules));
  Object.assign(nodes, clauseNodes(nodes, scope, rules));
  Object.assign(nodes, sourceNodes(nodes, scope, rules));
  Object.assign(nodes, columnNodes(nodes, scope, rules));
  Object.assign(nodes, operandNodes(nodes, rules));
  Object.assign(nodes, operatorNodes(nodes, scope, rules));
  Object.assign(nodes, typeNodes(nodes, scope, rules));
  Object.assign(nodes, callNodes(nodes, scope, rules));
  const start: SqlPlace = {
    node: nodes.start,
    frame: { kind: 'query', up: null, depth: 0 },
    query: emptyQuery(null, []),
  };
  return writtenQueries(start, rules);
}
