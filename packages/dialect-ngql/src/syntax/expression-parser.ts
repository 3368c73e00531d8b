import { primary } from './primary-parser.js';
import type { BinaryOperator, Expression, UnaryOperator } from './syntax-tree.js';
import { integerOf, type TokenReader } from './token-reader.js';

/** What stands between two values at each level, the loosest first. */
type OperatorReader = (reader: TokenReader) => BinaryOperator | undefined;

/** An expression. @throws QuerySyntaxError where the text is none */
export function parseExpression(reader: TokenReader): Expression {
  return reader.nested(() => ternary(reader));
}

function ternary(reader: TokenReader): Expression {
  const { start } = reader.peek();
  const condition = disjunction(reader);
  if (!reader.takesSymbol('?')) return condition;
  const then = parseExpression(reader);
  reader.expectSymbol(':');
  const otherwise = parseExpression(reader);
  return reader.built(
    {
      kind: 'case',
      branches: [[condition, then]],
      otherwise,
      ternary: true,
      start,
      end: reader.lastEnd,
    },
    [condition, then, otherwise],
  );
}

/** A chain of operators of one level, from left to right. */
function chain(
  reader: TokenReader,
  operand: (reader: TokenReader) => Expression,
  operator: OperatorReader,
): Expression {
  const { start } = reader.peek();
  let left = operand(reader);
  for (;;) {
    const found = operator(reader);
    if (found === undefined) return left;
    const right = operand(reader);
    left = reader.built(
      { kind: 'binary', operator: found, left, right, start, end: reader.lastEnd },
      [left, right],
    );
  }
}

const disjunction = (reader: TokenReader): Expression =>
  chain(reader, conjunction, () => {
    if (reader.takes('OR') || reader.takesSymbol('||')) return 'OR';
    return reader.takes('XOR') ? 'XOR' : undefined;
  });

const conjunction = (reader: TokenReader): Expression =>
  chain(reader, negation, () =>
    reader.takes('AND') || reader.takesSymbol('&&') ? 'AND' : undefined,
  );

function negation(reader: TokenReader): Expression {
  const { start } = reader.peek();
  if (!reader.takes('NOT')) return comparison(reader);
  const operand = reader.nested(() => negation(reader));
  return unary(reader, '!', operand, start);
}

const symbolOperators: Readonly<Record<string, BinaryOperator>> = {
  '==': '==', '!=': '!=', '<>': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=', '=~': '=~',
}; // prettier-ignore

function comparison(reader: TokenReader): Expression {
  const { start } = reader.peek();
  let left = sum(reader);
  for (;;) {
    const test = nullTest(reader);
    if (test !== undefined) {
      left = unary(reader, test, left, start);
      continue;
    }
    const operator = comparisonOperator(reader);
    if (operator === undefined) return left;
    const right = sum(reader);
    left = reader.built({ kind: 'binary', operator, left, right, start, end: reader.lastEnd }, [
      left,
      right,
    ]);
  }
}

function nullTest(reader: TokenReader): UnaryOperator | undefined {
  if (reader.takes('IS', 'NOT', 'NULL')) return 'IS NOT NULL';
  if (reader.takes('IS', 'NULL')) return 'IS NULL';
  if (reader.takes('IS', 'NOT', 'EMPTY')) return 'IS NOT EMPTY';
  return reader.takes('IS', 'EMPTY') ? 'IS EMPTY' : undefined;
}

function comparisonOperator(reader: TokenReader): BinaryOperator | undefined {
  if (reader.takes('IN')) return 'IN';
  if (reader.takes('NOT', 'IN')) return 'NOT IN';
  if (reader.takes('CONTAINS')) return 'CONTAINS';
  if (reader.takes('NOT', 'CONTAINS')) return 'NOT CONTAINS';
  if (reader.takes('STARTS', 'WITH')) return 'STARTS WITH';
  if (reader.takes('NOT', 'STARTS', 'WITH')) return 'NOT STARTS WITH';
  if (reader.takes('ENDS', 'WITH')) return 'ENDS WITH';
  if (reader.takes('NOT', 'ENDS', 'WITH')) return 'NOT ENDS WITH';
  const { kind, text } = reader.peek();
  if (kind !== 'symbol' || !Object.hasOwn(symbolOperators, text)) return undefined;
  reader.next();
  return symbolOperators[text];
}

const sum = (reader: TokenReader): Expression =>
  chain(reader, product, () => {
    if (reader.takesSymbol('+')) return '+';
    if (!reader.seesSymbol('-')) return undefined;
    requireNoEdge(reader);
    reader.next();
    return '-';
  });

/** `--` and `]-[` are edges to NebulaGraph, wherever they stand. */
function requireNoEdge(reader: TokenReader): void {
  const minus = reader.peek();
  const after = reader.peek(1);
  const isTight = after.start === minus.end && after.kind === 'symbol';
  const isBetween = reader.text[minus.start - 1] === ']' && after.text === '[';
  if (isTight && (after.text === '-' || isBetween)) throw reader.error('an operator');
}

const product = (reader: TokenReader): Expression =>
  chain(reader, signed, () => {
    if (reader.takesSymbol('*')) return '*';
    if (reader.takesSymbol('/')) return '/';
    return reader.takesSymbol('%') ? '%' : undefined;
  });

function signed(reader: TokenReader): Expression {
  const { start } = reader.peek();
  for (const operator of ['!', '-', '+'] as const) {
    if (!reader.takesSymbol(operator)) continue;
    if (operator === '-' && isLeastInteger(reader)) {
      reader.next();
      return { kind: 'literal', value: -9223372036854775808n, start, end: reader.lastEnd };
    }
    return unary(
      reader,
      operator,
      reader.nested(() => signed(reader)),
      start,
    );
  }
  return primary(reader, parseExpression, signed);
}

/** -2^63 is a number of 64 bits, 2^63 is none. */
function isLeastInteger(reader: TokenReader): boolean {
  const { kind, text } = reader.peek();
  return kind === 'integer' && integerOf(text) === 9223372036854775808n;
}

function unary(
  reader: TokenReader,
  operator: UnaryOperator,
  operand: Expression,
  start: number,
): Expression {
  return reader.built({ kind: 'unary', operator, operand, start, end: reader.lastEnd }, [operand]);
}
