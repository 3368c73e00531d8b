import type { QueryGrammar } from './query-grammar.js';

/** Reads WITH and its expressions; none sees the aliases of the query around. */
export function parseExpressions(
  grammar: QueryGrammar,
  list: (expression: () => void) => void,
): void {
  const { cursor, findings } = grammar;
  cursor.expect('WITH');
  cursor.take('RECURSIVE');
  list(() => {
    findings.addExpression(cursor.name());
    cursor.expect('AS');
    findings.within(undefined, () => cursor.inBrackets(() => grammar.query()));
  });
}
