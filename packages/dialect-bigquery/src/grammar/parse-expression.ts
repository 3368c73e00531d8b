import { parsePrimary } from './parse-primary.js';
import { isQueryAt } from './query-grammar.js';
import type { ExpressionLevel, QueryGrammar } from './query-grammar.js';

/** Signs between operands, the weakest first. All of a level go together from the left. */
const BINARY: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['||'],
  ['*', '/'],
];
const COMPARISONS = new Set(['=', '!=', '<>', '<', '<=', '>', '>=']);
/** Signs and NOTs one after the other. */
const MAX_PREFIXES = 50;
/** Operands of one sign, AND or OR; more are a tree too deep for the engine. */
const MAX_OPERANDS = 2_000;

/** Reads an expression. @throws GrammarMismatch */
export function parseExpression(grammar: QueryGrammar, level: ExpressionLevel = 'or'): void {
  const { cursor } = grammar;
  if (level === 'bits') return parseBinary(grammar, 0);
  let operands = 0;
  do {
    do {
      if ((operands += 1) > MAX_OPERANDS) cursor.fail();
      parseNegation(grammar);
    } while (cursor.take('AND'));
  } while (cursor.take('OR'));
}

function parseNegation(grammar: QueryGrammar): void {
  for (let prefixes = 0; grammar.cursor.take('NOT'); prefixes += 1)
    if (prefixes > MAX_PREFIXES) grammar.cursor.fail();
  parseBinary(grammar, 0);
  parseComparison(grammar);
}

/** At most one: GoogleSQL compares no comparisons. */
function parseComparison(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  const sign = cursor.sign();
  if (COMPARISONS.has(sign)) {
    cursor.place += sign.length;
    if (isQuantified(grammar)) return parseQuantified(grammar);
    return parseBinary(grammar, 0);
  }
  if (cursor.take('IS')) {
    cursor.take('NOT');
    if (cursor.take('DISTINCT', 'FROM')) return parseBinary(grammar, 0);
    if (!['NULL', 'TRUE', 'FALSE', 'UNKNOWN'].some((word) => cursor.take(word))) cursor.fail();
    return;
  }
  const isNegated = cursor.isNext('NOT') && /^(IN|LIKE|BETWEEN)$/.test(cursor.word(1));
  if (isNegated) cursor.place += 1;
  if (cursor.take('IN')) return parseMembers(grammar);
  if (cursor.take('LIKE'))
    return isQuantified(grammar) ? parseQuantified(grammar) : parseBinary(grammar, 0);
  if (!cursor.take('BETWEEN')) return;
  parseBinary(grammar, 0);
  cursor.expect('AND');
  parseBinary(grammar, 0);
}

function isQuantified({ cursor }: QueryGrammar): boolean {
  return /^(ANY|SOME|ALL)$/.test(cursor.word());
}

function parseQuantified(grammar: QueryGrammar): void {
  grammar.cursor.place += 1;
  parseMembers(grammar);
}

/** `(1, 2)`, `(SELECT …)` or `UNNEST(…)`. */
function parseMembers(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  if (cursor.take('UNNEST')) return cursor.inBrackets(() => grammar.expression());
  cursor.inBrackets(() => {
    if (isQueryAt(grammar)) grammar.query();
    else cursor.list(() => grammar.expression());
  });
}

function parseBinary(grammar: QueryGrammar, level: number): void {
  const { cursor } = grammar;
  const signs = BINARY[level];
  if (signs === undefined) return parseUnary(grammar);
  parseBinary(grammar, level + 1);
  let operands = 1;
  for (let sign = signAt(grammar); signs.includes(sign); sign = signAt(grammar)) {
    if ((operands += 1) > MAX_OPERANDS) cursor.fail();
    cursor.place += sign.length;
    parseBinary(grammar, level + 1);
  }
}

/** `>>` may also end two types, so the cursor takes it for two signs. */
function signAt({ cursor }: QueryGrammar): string {
  const sign = cursor.sign();
  if (sign !== '>' || cursor.sign(1) !== '>') return sign;
  const [first, second] = [cursor.token, cursor.tokens[cursor.place + 1]];
  return first !== undefined && second?.start === first.end ? '>>' : sign;
}

function parseUnary(grammar: QueryGrammar): void {
  const { cursor } = grammar;
  for (let prefixes = 0; /^[-+~]$/.test(cursor.sign()); prefixes += 1) {
    if (prefixes > MAX_PREFIXES) cursor.fail();
    cursor.place += 1;
  }
  parsePrimary(grammar);
}
