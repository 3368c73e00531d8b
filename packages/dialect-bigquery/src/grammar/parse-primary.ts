import type { Token } from '../googlesql-tokens.js';
import { parseArguments, parseOver } from './parse-call.js';
import {
  parseArray,
  parseCase,
  parseCast,
  parseExtract,
  parseInterval,
  parseStruct,
  parseTypedArray,
} from './parse-forms.js';
import { parseTypeName } from './parse-type.js';
import { isQueryAt } from './query-grammar.js';
import type { QueryGrammar } from './query-grammar.js';
import { isBytes, stringValue } from './string-literals.js';

/** Types whose values are written as a text behind the type's name. */
const TYPED = new Set(
  'BIGDECIMAL BIGNUMERIC DATE DATETIME DECIMAL JSON NUMERIC TIME TIMESTAMP'.split(' '),
);
/** Those of them that are dates and times. */
const TEMPORAL = new Set(['DATE', 'DATETIME', 'TIME', 'TIMESTAMP']);
/** Keywords that are functions where a bracket follows. */
const RESERVED_FUNCTIONS = new Set(['COLLATE', 'GROUPING', 'IF', 'LEFT', 'RANGE', 'RIGHT']);

/** Keywords with arguments of a form of their own, which BigQuery does not have. */
const FOREIGN_FUNCTIONS = new Set(['FILTER_FIELDS', 'REPLACE_FIELDS']);
/** Keywords whose brackets hold no plain arguments. */
const NEVER_CHAINED = new Set([
  'ARRAY',
  'CASE',
  'CAST',
  'EXISTS',
  'EXTRACT',
  'INTERVAL',
  'SAFE_CAST',
  'STRUCT',
]);
/** Functions that need no brackets. */
const WITHOUT_BRACKETS = /^current_(date|datetime|time|timestamp)$/i;

/** Reads an operand: a literal, a column, a call, brackets, with `.field` and `[index]` behind it. */
export function parsePrimary(grammar: QueryGrammar): void {
  const { cursor, findings } = grammar;
  const start = cursor.place;
  parseOperand(grammar);
  for (;;) {
    if (cursor.sign() === '.' && cursor.isPathPart(1) && cursor.sign(2) !== '(') {
      cursor.place += 1;
      findings.columns.add(cursor.name(true));
    } else if (isChained(grammar, start)) {
      parseChained(grammar);
    } else if (cursor.takeSign('[')) {
      grammar.expression();
      cursor.expectSign(']');
    } else break;
  }
  grammar.operand = { start, end: cursor.place };
}

/** Whether a function of what stands before comes: `(a || b).UPPER()`, `x.(NET.HOST)()`; a number before it needs brackets. */
function isChained({ cursor }: QueryGrammar, start: number): boolean {
  if (cursor.sign() !== '.' || cursor.tokens[start]?.kind === 'number') return false;
  if (cursor.isPathPart(1)) return cursor.sign(2) === '(';
  const behind = cursor.behindBracket(cursor.place + 1) - cursor.place;
  return cursor.sign(1) === '(' && cursor.sign(behind) === '(';
}

/** A path with brackets behind it is one whole name of a function; that of a function behind a dot stands in brackets. */
function parseChained(grammar: QueryGrammar): void {
  const { cursor, findings } = grammar;
  cursor.expectSign('.');
  if (NEVER_CHAINED.has(cursor.word())) cursor.fail();
  const isPath = cursor.takeSign('(');
  const names = isPath ? cursor.path() : [cursor.name(true)];
  if (isPath) cursor.expectSign(')');
  findings.addFunction(names);
  parseArguments(grammar);
  parseOver(grammar, names);
}

function parseOperand(grammar: QueryGrammar): void {
  const { cursor, findings } = grammar;
  const { token } = cursor;
  if (token === undefined) return cursor.fail();
  switch (token.kind) {
    case 'text':
      return parseText(grammar);
    case 'number':
      findings.literals.push({
        type: 'number',
        value: Number(token.text),
        start: token.start,
        end: token.end,
      });
      cursor.place += 1;
      return cursor.requireGap();
    case 'parameter':
      cursor.place += 1;
      findings.placeholders.push({ name: token.text, start: token.start, end: token.end });
      return;
    case 'variable':
      cursor.place += 1;
      findings.variables.add(token.text.slice(2).trim());
      return;
    case 'symbol':
      return token.text === '[' ? parseArray(grammar) : parseBrackets(grammar);
    case 'word':
    case 'name':
      return parseWord(grammar);
    default:
      cursor.fail();
  }
}

/** A text, and more that continue it behind blanks; the word before it, of a date or time. */
function parseText({ cursor, findings }: QueryGrammar, temporal?: Token): void {
  let value = '';
  const first = cursor.token;
  for (let { token } = cursor; token?.kind === 'text'; { token } = cursor) {
    const written = token.text;
    if (isBytes(written) !== isBytes(first?.text ?? '')) cursor.fail();
    const part = stringValue(written);
    const isGlued = token !== first && cursor.tokens[cursor.place - 1]?.end === token.start;
    if (part === undefined || isGlued) cursor.fail();
    value += part;
    cursor.place += 1;
  }
  cursor.requireGap();
  if (first === undefined || isBytes(first.text)) return;
  const { start } = temporal ?? first;
  const end = cursor.tokens[cursor.place - 1]?.end ?? start;
  const type = temporal === undefined ? 'text' : 'temporal';
  findings.literals.push({ type, value, start, end });
}

/** `(expression)`, `(a, b)` as a struct, or a query. */
function parseBrackets(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  cursor.inBrackets(() => {
    if (isQueryAt(grammar)) grammar.query();
    else cursor.list(() => grammar.expression());
  });
}

function parseWord(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  const { token } = cursor;
  const word = cursor.word();
  const isTyped = TYPED.has(word) && cursor.tokens[cursor.place + 1]?.kind === 'text';
  const isRange = word === 'RANGE' && cursor.sign(1) === '<';
  if (isTyped || isRange) {
    if (isRange) parseTypeName(grammar);
    else cursor.place += 1;
    if (cursor.token?.kind !== 'text') return cursor.fail();
    if (isBytes(cursor.token?.text ?? '')) cursor.fail();
    return parseText(grammar, TEMPORAL.has(word) ? token : undefined);
  }
  switch (word) {
    case 'NULL':
    case 'TRUE':
    case 'FALSE':
      cursor.place += 1;
      return;
    case 'CASE':
      return parseCase(grammar);
    case 'SAFE_CAST':
      return cursor.sign(1) === '(' ? parseCast(grammar) : parsePathOrCall(grammar);
    case 'CAST':
      return parseCast(grammar);
    case 'EXTRACT':
      return parseExtract(grammar);
    case 'EXISTS':
      cursor.place += 1;
      return cursor.inBrackets(() => grammar.query());
    case 'INTERVAL':
      return parseInterval(grammar);
    case 'ARRAY':
      return parseTypedArray(grammar);
    case 'STRUCT':
      return parseStruct(grammar);
    default:
      return parsePathOrCall(grammar);
  }
}

function parsePathOrCall(grammar: QueryGrammar): void {
  const { cursor, findings } = grammar;
  const isKeyword = RESERVED_FUNCTIONS.has(cursor.word()) && cursor.sign(1) === '(';
  const names = isKeyword ? [cursor.name(true)] : cursor.path();
  const [name = ''] = names;
  if (cursor.sign() === '(') {
    if (FOREIGN_FUNCTIONS.has(name.toUpperCase())) cursor.fail();
    findings.addFunction(names);
    parseArguments(grammar);
    parseOver(grammar, names);
  } else if (names.length === 1 && WITHOUT_BRACKETS.test(name)) findings.addFunction(names);
  else findings.addColumn(names);
}
