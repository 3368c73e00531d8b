import type { QueryGrammar } from './query-grammar.js';

/** Reads WITH and its expressions; none sees the aliases of the query around. */
export function parseExpressions(
  grammar: QueryGrammar,
  list: (expression: () => void) => void,
): void {
  const { cursor, findings } = grammar;
  cursor.expect('WITH');
  if (cursor.take('RECURSIVE')) findings.surroundings.addRecursion();
  list(() => {
    const start = cursor.token?.start ?? 0;
    const name = cursor.name();
    findings.addExpression(name);
    cursor.expect('AS');
    findings.within(undefined, () => cursor.inBrackets(() => grammar.query()));
    const end = cursor.tokens[cursor.place - 1]?.end ?? start;
    findings.surroundings.addExpression({ name, start, end });
  });
}
