import type { GraphValue } from '@momq/graph-store';
import type { SyntaxNode } from '../syntax-tree.js';
import { compile } from './compile-expression.js';
import { compileQuery } from './compile-query.js';
import type { Compilers } from './compilers.js';
import { conditionOf } from './condition.js';
import { readStatement, readerOf } from './read-statement.js';
import { Scope, type Session } from './scope.js';

/** Makes parts of a query ready. */
export const compilers: Compilers = {
  expression: compile,
  condition: conditionOf,
  query: compileQuery,
};

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
  if (readerOf(statement, text).takes('EXPLAIN')) return explained(statement, text, session);
  const { columns, run } = compileQuery(
    readStatement(statement, text),
    new Scope(session, compilers),
    enough,
  );
  const values = function* (): QueryRun['rows'] {
    for (const row of run([])) yield row && columns.map(({ slot }) => row[slot] ?? null);
  };
  return { columns: columns.map(({ name }) => name), rows: values() };
}

/** The steps of each MATCH, one a line. @throws as {@link runQuery} */
export function planText(statement: SyntaxNode, text: string, session: Session): string {
  const plan: string[] = [];
  const { columns } = compileQuery(
    readStatement(statement, text),
    new Scope({ ...session, plan }, compilers),
  );
  return [...plan, `Result(${columns.map(({ name }) => name).join(', ')})`].join('\n');
}

function explained(statement: SyntaxNode, text: string, session: Session): QueryRun {
  const lines = planText(statement, text, session).split('\n');
  const rows = function* (): QueryRun['rows'] {
    for (const line of lines) yield [line];
  };
  return { columns: ['plan'], rows: rows() };
}
