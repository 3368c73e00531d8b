import { parseWindow } from './parse-call.js';
import { parseFrom } from './parse-from.js';
import type { QueryGrammar } from './query-grammar.js';

/** Reads a SELECT up to its set operation, ORDER BY or LIMIT. */
export function parseSelect(grammar: QueryGrammar): void {
  const { cursor, findings } = grammar;
  cursor.expect('SELECT');
  findings.select(() => {
    parsePrivacy(grammar);
    if (!cursor.take('DISTINCT')) cursor.take('ALL');
    if (cursor.take('AS') && !cursor.take('STRUCT')) cursor.expect('VALUE');
    do parseColumn(grammar);
    while (cursor.takeSign(',') && !isBehindColumns(grammar));
    if (cursor.take('FROM')) findings.from(() => parseFrom(grammar));
    if (cursor.take('WHERE')) grammar.expression();
    if (cursor.take('GROUP', 'BY') && !cursor.take('ALL')) cursor.list(() => parseGroup(grammar));
    if (cursor.take('HAVING')) grammar.expression();
    if (cursor.take('QUALIFY')) grammar.expression();
    if (cursor.take('WINDOW'))
      cursor.list(() => {
        cursor.name();
        cursor.expect('AS');
        parseWindow(grammar);
      });
  });
}

/** `WITH DIFFERENTIAL_PRIVACY OPTIONS (epsilon = 1)` */
function parsePrivacy(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  if (!cursor.isNext('WITH') || cursor.sign(1) === '(') return;
  cursor.place += 1;
  cursor.name();
  if (!cursor.take('OPTIONS')) return;
  cursor.inBrackets(() => {
    if (cursor.sign() === ')') return;
    cursor.list(() => {
      cursor.name();
      cursor.expectSign('=');
      grammar.expression();
    });
  });
}

/** A comma may stand behind the last column. */
function isBehindColumns({ cursor }: QueryGrammar): boolean {
  return cursor.isNext('FROM') || cursor.atEnd || /^[);]$/.test(cursor.sign());
}

function parseColumn(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  if (cursor.takeSign('*')) return parseStarModifiers(grammar);
  const start = cursor.place;
  grammar.expression();
  if (cursor.sign() === '.' && cursor.sign(1) === '*') {
    const { operand } = grammar;
    if (operand.start !== start || operand.end !== cursor.place) cursor.fail();
    cursor.place += 2;
    return parseStarModifiers(grammar);
  }
  if (cursor.take('AS')) cursor.name();
  else if (cursor.isName()) cursor.name();
}

function parseStarModifiers(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  if (cursor.isNext('EXCEPT') && cursor.sign(1) === '(') {
    cursor.place += 1;
    cursor.inBrackets(() => cursor.list(() => cursor.name()));
  }
  if (!cursor.isNext('REPLACE') || cursor.sign(1) !== '(') return;
  cursor.place += 1;
  cursor.inBrackets(() =>
    cursor.list(() => {
      grammar.expression();
      cursor.expect('AS');
      cursor.name();
    }),
  );
}

/** An expression, or a way to group several times. */
function parseGroup(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  if (cursor.take('ROLLUP') || cursor.take('CUBE'))
    return cursor.inBrackets(() => cursor.list(() => grammar.expression()));
  if (cursor.take('GROUPING', 'SETS'))
    return cursor.inBrackets(() => cursor.list(() => parseGroup(grammar)));
  if (cursor.sign() === '(' && cursor.sign(1) === ')') cursor.place += 2;
  else grammar.expression();
}
