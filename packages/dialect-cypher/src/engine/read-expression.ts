import { unsupported } from './engine-error.js';
import type { BinaryOperator, Expression } from './query-parts.js';
import { readLabels } from './read-labels.js';
import { readValue } from './read-value.js';
import { comparator } from './readers.js';
import type { TokenReader } from './token-reader.js';

/** Reads an expression, the weakest operators first. */
export function expressionAt(reader: TokenReader): Expression {
  return level(reader, 0);
}

/** Operators that bind to the left, the weakest first; comparisons and NOT stand between AND and `+`. */
const weak: readonly BinaryOperator[] = ['OR', 'XOR', 'AND'];
const strong: readonly (readonly BinaryOperator[])[] = [['+', '-', '||'], ['*', '/', '%'], ['^']];

function level(reader: TokenReader, at: number): Expression {
  const operator = weak[at];
  if (operator === undefined) return negation(reader);
  const place = reader.place;
  let left = level(reader, at + 1);
  while (reader.takes(operator)) {
    const right = level(reader, at + 1);
    left = { kind: 'binary', operator, left, right, span: reader.spanFrom(place) };
  }
  return left;
}

function negation(reader: TokenReader): Expression {
  const place = reader.place;
  if (!reader.takes('NOT')) return comparison(reader);
  const operand = negation(reader);
  return { kind: 'unary', operator: 'NOT', operand, span: reader.spanFrom(place) };
}

/** `a < b < c` holds where both comparisons do. */
function comparison(reader: TokenReader): Expression {
  const place = reader.place;
  let left = readPredicate(reader);
  let whole: Expression | undefined;
  for (let operator = comparator(reader); operator; operator = comparator(reader)) {
    const right = readPredicate(reader);
    const span = reader.spanFrom(place);
    const pair: Expression = { kind: 'binary', operator, left, right, span };
    whole = whole ? { kind: 'binary', operator: 'AND', left: whole, right: pair, span } : pair;
    left = right;
  }
  return whole ?? left;
}

/** Reads an expression without comparison signs, with a test such as IN or IS NULL behind it. */
export function readPredicate(reader: TokenReader): Expression {
  const place = reader.place;
  let tested = arithmetic(reader, 0);
  for (let next = readTest(reader, tested, place); next; next = readTest(reader, tested, place))
    tested = next;
  return tested;
}

const tests: readonly (readonly [BinaryOperator, readonly string[]])[] = [
  ['=~', ['=~']],
  ['STARTS WITH', ['STARTS', 'WITH']],
  ['ENDS WITH', ['ENDS', 'WITH']],
  ['CONTAINS', ['CONTAINS']],
  ['IN', ['IN']],
];

/** Reads a test of a value that has been read; undefined where there is none. */
export function readTest(
  reader: TokenReader,
  tested: Expression,
  place: number,
): Expression | undefined {
  for (const [operator, words] of tests) {
    if (reader.takes(...words)) {
      const right = arithmetic(reader, 0);
      return { kind: 'binary', operator, left: tested, right, span: reader.spanFrom(place) };
    }
  }
  const negated = reader.sees('IS', 'NOT');
  if (reader.takes('IS', 'NULL') || reader.takes('IS', 'NOT', 'NULL'))
    return { kind: 'is-null', operand: tested, negated, span: reader.spanFrom(place) };
  if (reader.peek()?.labelsEnd !== undefined) {
    const labels = readLabels(reader);
    return { kind: 'has-labels', operand: tested, labels, span: reader.spanFrom(place) };
  }
  if (reader.sees('IS') || reader.sees('::'))
    throw unsupported('a test of a type or a normal form');
  return undefined;
}

function arithmetic(reader: TokenReader, at: number): Expression {
  const operators = strong[at];
  if (operators === undefined) return signed(reader);
  const place = reader.place;
  let left = arithmetic(reader, at + 1);
  for (;;) {
    const operator = operators.find((sign) => reader.takes(sign));
    if (operator === undefined) return left;
    const right = arithmetic(reader, at + 1);
    left = { kind: 'binary', operator, left, right, span: reader.spanFrom(place) };
  }
}

function signed(reader: TokenReader): Expression {
  const place = reader.place;
  for (const operator of ['+', '-'] as const) {
    if (reader.takes(operator)) {
      const operand = readValue(reader);
      return { kind: 'unary', operator, operand, span: reader.spanFrom(place) };
    }
  }
  return readValue(reader);
}
