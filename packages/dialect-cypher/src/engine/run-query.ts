import type { GraphValue } from '@momq/graph-store';
import type { SyntaxNode } from '../syntax-tree.js';
import { compileQuery } from './compile-query.js';
import { unsupported } from './engine-error.js';
import { readQuery } from './read-query.js';
import { Scope, type Session } from './scope.js';
import { TokenReader } from './token-reader.js';

/** The names of a result's columns, and its rows; at each `undefined` others may work. */
export interface QueryRun {
  readonly columns: readonly string[];
  readonly rows: Generator<readonly GraphValue[] | undefined, void>;
}

/**
 * Begins a statement that Neo4j's grammar accepts. `enough` rows are all that is read of it.
 *
 * @throws QueryExecutionError for what has no meaning, UnsupportedFeatureError for what the engine lacks
 */
export function runQuery(
  statement: SyntaxNode,
  text: string,
  session: Session,
  enough = Infinity,
): QueryRun {
  const reader = new TokenReader(statement, text);
  const query = readQuery(reader);
  if (reader.peek() !== undefined && !reader.sees(';'))
    throw unsupported(`${reader.peek()!.text} at this place`);
  const { columns, run } = compileQuery(query, new Scope(session), enough);
  const values = function* (): QueryRun['rows'] {
    for (const row of run([])) yield row && columns.map(({ slot }) => row[slot] ?? null);
  };
  return { columns: columns.map(({ name }) => name), rows: values() };
}
