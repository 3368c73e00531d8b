import { parseWindow } from './parse-call.js';
import { parseFrom } from './parse-from.js';
import type { QueryGrammar } from './query-grammar.js';

/** Reads a SELECT up to its set operation, ORDER BY or LIMIT. */
export function parseSelect(grammar: QueryGrammar): void {
  const { cursor, findings } = grammar;
  cursor.expect('SELECT');
  findings.select(() => {
    parseColumns(grammar);
    if (cursor.take('FROM')) findings.from(() => void parseFrom(grammar));
    if (cursor.take('WHERE')) grammar.expression();
    if (cursor.take('GROUP', 'BY') && !cursor.take('ALL')) cursor.list(() => parseGroup(grammar));
    if (cursor.take('HAVING')) grammar.expression();
    if (cursor.take('QUALIFY')) grammar.expression();
    parseWindows(grammar, (window) => cursor.list(window));
  });
}

/** `DISTINCT`, `AS STRUCT` and the columns of a SELECT. */
export function parseColumns(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  parsePrivacy(grammar);
  if (!cursor.take('DISTINCT')) cursor.take('ALL');
  if (cursor.take('AS') && !cursor.take('STRUCT')) cursor.expect('VALUE');
  do parseColumn(grammar);
  while (cursor.takeSign(',') && !isBehindColumns(grammar));
}

/** Reads WINDOW with its named windows, where it is. */
export function parseWindows(grammar: QueryGrammar, list: (window: () => void) => void): void {
  const { cursor } = grammar;
  if (!cursor.take('WINDOW')) return;
  list(() => {
    cursor.name();
    cursor.expect('AS');
    parseWindow(grammar);
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
  return (
    /^(FROM|WINDOW)$/.test(cursor.word()) || cursor.atEnd || /^([);]|\|>)$/.test(cursor.sign())
  );
}

function parseColumn(grammar: QueryGrammar): void {
  if (grammar.cursor.takeSign('*')) parseStarModifiers(grammar);
  else parseComputed(grammar);
}

/** A column that is computed. */
export interface ComputedColumn {
  /** Whether it is `expression.*`. */
  readonly isStar: boolean;
  readonly name?: string;
  /** Where the expression ends, before its name. */
  readonly end: number;
}

/** Reads `expression [AS name]` or `expression.*`. */
export function parseComputed(grammar: QueryGrammar): ComputedColumn {
  const { cursor } = grammar;
  const start = cursor.place;
  grammar.expression();
  if (cursor.sign() === '.' && cursor.sign(1) === '*') {
    const { operand } = grammar;
    if (operand.start !== start || operand.end !== cursor.place) cursor.fail();
    cursor.place += 2;
    parseStarModifiers(grammar);
    return { isStar: true, end: cursor.tokens[cursor.place - 1]?.end ?? 0 };
  }
  const end = cursor.tokens[cursor.place - 1]?.end ?? 0;
  const isNamed = cursor.take('AS') || cursor.isName();
  return { isStar: false, end, ...(isNamed && { name: cursor.name() }) };
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

/** Reads an expression, or a way to group several times. @returns whether it was an expression */
export function parseGroup(grammar: QueryGrammar): boolean {
  const { cursor } = grammar;
  if (cursor.take('ROLLUP') || cursor.take('CUBE'))
    cursor.inBrackets(() => cursor.list(() => grammar.expression()));
  else if (cursor.take('GROUPING', 'SETS'))
    cursor.inBrackets(() => cursor.list(() => parseGroup(grammar)));
  else if (cursor.sign() === '(' && cursor.sign(1) === ')') cursor.place += 2;
  else {
    grammar.expression();
    return true;
  }
  return false;
}
