import { parseType, parseTypeName } from './parse-type.js';
import type { QueryGrammar } from './query-grammar.js';

/** `CASE x WHEN 1 THEN 2 ELSE 3 END` */
export function parseCase(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  cursor.expect('CASE');
  if (!cursor.isNext('WHEN')) grammar.expression();
  if (!cursor.isNext('WHEN')) cursor.fail();
  while (cursor.take('WHEN')) {
    grammar.expression();
    cursor.expect('THEN');
    grammar.expression();
  }
  if (cursor.take('ELSE')) grammar.expression();
  cursor.expect('END');
}

/** `CAST(x AS STRING FORMAT 'YYYY' AT TIME ZONE 'UTC')` */
export function parseCast(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  cursor.place += 1;
  cursor.inBrackets(() => {
    grammar.expression();
    cursor.expect('AS');
    parseType(grammar);
    if (!cursor.take('FORMAT')) return;
    grammar.expression();
    if (cursor.take('AT', 'TIME', 'ZONE')) grammar.expression();
  });
}

/** `EXTRACT(YEAR FROM x AT TIME ZONE 'UTC')` */
export function parseExtract(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  cursor.expect('EXTRACT');
  cursor.inBrackets(() => {
    grammar.expression();
    cursor.expect('FROM');
    grammar.expression();
    if (cursor.take('AT', 'TIME', 'ZONE')) grammar.expression();
  });
}

/** `INTERVAL 1 DAY`, `INTERVAL '1:2' HOUR TO MINUTE` */
export function parseInterval(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  cursor.expect('INTERVAL');
  grammar.expression('bits');
  cursor.name();
  if (cursor.take('TO')) cursor.name();
}

/** `ARRAY(SELECT …)`, `ARRAY[1]`, `ARRAY<INT64>[1]` */
export function parseTypedArray(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  if (cursor.sign(1) === '(') {
    cursor.expect('ARRAY');
    return cursor.inBrackets(() => grammar.query());
  }
  if (cursor.sign(1) === '[') cursor.expect('ARRAY');
  else parseType(grammar);
  parseArray(grammar);
}

/** `STRUCT(1 AS a)` or `STRUCT<a INT64>(1)`. */
export function parseStruct(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  const isTyped = cursor.sign(1) !== '(';
  if (!isTyped) cursor.expect('STRUCT');
  else parseTypeOfStruct(grammar);
  cursor.inBrackets(() => {
    if (cursor.sign() === ')') return;
    cursor.list(() => {
      grammar.expression();
      if (!isTyped && cursor.take('AS')) cursor.name();
    });
  });
}

function parseTypeOfStruct(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  const text = cursor.tokens[cursor.place + 1];
  if (text?.kind !== 'symbol' || text.text !== '<') cursor.fail();
  parseTypeName(grammar);
}

/** `[1, 2]` */
export function parseArray(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  cursor.expectSign('[');
  if (cursor.sign() !== ']') cursor.list(() => grammar.expression());
  cursor.expectSign(']');
}
