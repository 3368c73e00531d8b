import { parsePivot } from './parse-pivot.js';
import { parseAlias, parseOffset, parseTable } from './parse-table.js';
import { isQueryAt } from './query-grammar.js';
import type { QueryGrammar } from './query-grammar.js';

/** Reads what stands behind FROM. @returns whether it is one source alone */
export function parseFrom(grammar: QueryGrammar): boolean {
  const { cursor } = grammar;
  let isBehindComma = false;
  parseSource(grammar);
  for (let isAlone = true; ; isAlone = false) {
    if (cursor.takeSign(',')) {
      isBehindComma = true;
      parseSource(grammar);
    } else if (!parseJoin(grammar, isBehindComma)) return isAlone;
  }
}

/** In brackets stand joins, one at least. */
function parseJoins(grammar: QueryGrammar): void {
  parseSource(grammar);
  if (!parseJoin(grammar, false)) grammar.cursor.fail();
  while (parseJoin(grammar, false));
}

/** Reads a join with its source and condition, where there is one. @returns whether there was */
export function parseJoin(grammar: QueryGrammar, isBehindComma: boolean): boolean {
  const { cursor } = grammar;
  if (!takeJoin(grammar, isBehindComma)) return false;
  parseSource(grammar);
  if (cursor.take('ON')) grammar.expression();
  else if (cursor.take('USING')) cursor.inBrackets(() => cursor.list(() => cursor.name()));
  return true;
}

/** Behind a comma, RIGHT and FULL joins stand in brackets. */
function takeJoin({ cursor }: QueryGrammar, isBehindComma: boolean): boolean {
  const start = cursor.place;
  cursor.take('NATURAL');
  if (cursor.isNext('RIGHT') || cursor.isNext('FULL')) {
    if (isBehindComma) cursor.fail();
    cursor.place += 1;
    cursor.take('OUTER');
  } else if (cursor.take('LEFT')) cursor.take('OUTER');
  else if (!cursor.take('CROSS')) cursor.take('INNER');
  if (cursor.take('JOIN')) return true;
  cursor.place = start;
  return false;
}

/** A table, an array, a subquery, or joins in brackets. */
function parseSource(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  if (cursor.isNext('UNNEST')) parseArrays(grammar);
  else if (cursor.sign() !== '(') parseTable(grammar);
  else if (isSubqueryAt(grammar)) parseSubquery(grammar);
  else cursor.inBrackets(() => parseJoins(grammar));
  if (cursor.take('TABLESAMPLE')) parseSample(grammar);
}

function isSubqueryAt(grammar: QueryGrammar): boolean {
  const { cursor } = grammar;
  if (isQueryAt(grammar, 1)) return true;
  let ahead = 1;
  while (cursor.sign(ahead) === '(') ahead += 1;
  // `((SELECT 1))`
  const inner = cursor.behindBracket(cursor.place + ahead - 1) - cursor.place;
  return ahead > 1 && isQueryAt(grammar, ahead) && cursor.sign(inner) === ')';
}

function parseSubquery(grammar: QueryGrammar): void {
  const { cursor, findings } = grammar;
  const from = cursor.place;
  findings.within(undefined, () => cursor.inBrackets(() => grammar.query()));
  const isOfValues = /\bAS VALUE\b/.test(cursor.words(from).join(' '));
  if (parsePivot(grammar)) return;
  parseAlias(grammar, isOfValues);
  parsePivot(grammar);
}

function parseArrays(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  cursor.expect('UNNEST');
  cursor.inBrackets(() => grammar.expression());
  parseAlias(grammar, true);
  parseOffset(grammar);
}

/** Reads what stands behind TABLESAMPLE. */
export function parseSample(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  cursor.name();
  cursor.inBrackets(() => {
    parseAmount(grammar);
    if (!cursor.take('PERCENT')) cursor.expect('ROWS');
    if (cursor.take('PARTITION', 'BY')) cursor.list(() => grammar.expression());
  });
  if (cursor.take('WITH', 'WEIGHT') && (cursor.take('AS') || isAlias(grammar))) cursor.name();
  if (!cursor.take('REPEATABLE')) return;
  cursor.inBrackets(() => {
    if (cursor.token?.kind === 'number' && /[.e]/i.test(cursor.token.text)) cursor.fail();
    parseAmount(grammar);
  });
}

function isAlias({ cursor }: QueryGrammar): boolean {
  return cursor.isName() && !cursor.isNext('REPEATABLE');
}

/** A number, or what stands for one. */
function parseAmount(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  const isCast = /^(SAFE_)?CAST$/.test(cursor.word());
  if (!isCast && !/^(number|parameter|variable)$/.test(cursor.token?.kind ?? '')) cursor.fail();
  grammar.expression('bits');
}
