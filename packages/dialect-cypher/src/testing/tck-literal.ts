import { QueryBudget } from '@momq/core/execution';
import { PropertyGraph, clockTime, type GraphValue } from '@momq/graph-store';
import { parseTree } from '../cypher-tree.js';
import { runQuery } from '../engine/run-query.js';

/** The value of a literal, by the engine. */
export function tckLiteral(text: string): GraphValue {
  const query = `RETURN ${text}`;
  const session = {
    graph: new PropertyGraph(),
    budget: new QueryBudget(1000, 'Cypher'),
    parameters: new Map<string, GraphValue>(),
    now: clockTime(),
    procedures: new Map<string, never>(),
  };
  const { rows } = runQuery(parseTree(query).statements[0]!, query, session);
  return [...rows][0]![0]!;
}
