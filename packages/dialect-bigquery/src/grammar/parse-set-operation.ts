import type { QueryGrammar } from './query-grammar.js';

/** Reads `UNION ALL`, where it is; with columns matched by name, `FULL OUTER UNION ALL BY NAME` and the like. */
export function setOperation(grammar: QueryGrammar): string | undefined {
  const { cursor } = grammar;
  const isSided = /^(FULL|LEFT|INNER|OUTER)$/.test(cursor.word());
  if (isSided) {
    if (!cursor.take('FULL') && !cursor.take('LEFT')) cursor.take('INNER');
    cursor.take('OUTER');
  }
  const operation = cursor.word();
  if (!/^(UNION|INTERSECT|EXCEPT)$/.test(operation)) {
    if (isSided) cursor.fail();
    return undefined;
  }
  cursor.place += 1;
  const quantifier = cursor.word();
  if (!cursor.take('ALL')) cursor.expect('DISTINCT');
  const names = (): void => cursor.inBrackets(() => cursor.list(() => cursor.name()));
  if (cursor.take('BY', 'NAME')) {
    if (cursor.take('ON')) names();
  } else if ((!isSided && cursor.take('STRICT', 'CORRESPONDING')) || cursor.take('CORRESPONDING')) {
    if (cursor.take('BY')) names();
  }
  return `${operation} ${quantifier}`;
}
