import { unsupported } from './engine-error.js';
import { numberOf, stringOf } from './literals.js';
import type { BinaryOperator, Expression, ProjectionItem } from './query-parts.js';
import { readCase } from './read-case.js';
import { readLabels } from './read-labels.js';
import {
  readPatternComprehension,
  readPatternExpression,
  readShortest,
} from './read-pattern-expression.js';
import { readSubquery } from './read-subquery.js';
import { comparator, itemsUntil, readExpression } from './readers.js';
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
      const operand = postfixed(reader);
      return { kind: 'unary', operator, operand, span: reader.spanFrom(place) };
    }
  }
  return postfixed(reader);
}

function postfixed(reader: TokenReader): Expression {
  const place = reader.place;
  let value = atom(reader);
  for (;;) {
    if (reader.takes('.')) {
      const name = reader.name();
      value = { kind: 'property', of: value, name, span: reader.spanFrom(place) };
    } else if (reader.takes('[')) {
      value = subscript(reader, value, place);
    } else return value;
  }
}

function subscript(reader: TokenReader, of: Expression, place: number): Expression {
  const low = reader.sees('..') ? undefined : readExpression(reader);
  if (low !== undefined && reader.takes(']'))
    return { kind: 'index', of, index: low, span: reader.spanFrom(place) };
  reader.require('..');
  const high = reader.sees(']') ? undefined : readExpression(reader);
  reader.require(']');
  const span = reader.spanFrom(place);
  return { kind: 'slice', of, ...(low && { low }), ...(high && { high }), span };
}

function atom(reader: TokenReader): Expression {
  const place = reader.place;
  const token = reader.peek();
  const span = (): Expression['span'] => reader.spanFrom(place);
  switch (token?.rule ?? '') {
    case 'numberLiteral':
      return { kind: 'literal', value: numberOf(reader.next().text), span: span() };
    case 'stringLiteral':
      return { kind: 'literal', value: stringOf(reader.next().text), span: span() };
    case 'functionName':
      return call(reader);
    case 'variable':
      return variable(reader);
  }
  switch (token?.text.toUpperCase() ?? '') {
    case '(':
      return readPatternExpression(reader) ?? bracketed(reader);
    case '[':
      return comprehension(reader) ?? readPatternComprehension(reader) ?? list(reader);
    case '{':
      return map(reader);
    case '$':
      reader.next();
      return { kind: 'parameter', name: reader.name(), span: span() };
    case 'TRUE':
    case 'FALSE':
      return { kind: 'literal', value: reader.next().text.toUpperCase() === 'TRUE', span: span() };
    case 'NULL':
      reader.next();
      return { kind: 'literal', value: null, span: span() };
    case 'INF':
    case 'INFINITY':
      reader.next();
      return { kind: 'literal', value: Infinity, span: span() };
    case 'NAN':
      reader.next();
      return { kind: 'literal', value: NaN, span: span() };
    case 'CASE':
      return readCase(reader);
    case 'COUNT':
      if (reader.takes('COUNT', '(', '*', ')')) return { kind: 'count-star', span: span() };
      return readSubquery(reader);
    case 'EXISTS':
    case 'COLLECT':
      return readSubquery(reader);
    case 'REDUCE':
      return reduce(reader);
    case 'ALL':
    case 'ANY':
    case 'NONE':
    case 'SINGLE':
      return quantifier(reader);
    case 'SHORTESTPATH':
    case 'ALLSHORTESTPATHS':
      return { kind: 'pattern', path: readShortest(reader), span: span() };
    case 'TRIM':
    case 'NORMALIZE':
      return trim(reader);
  }
  throw unsupported(token?.text ?? 'a query that ends here');
}

function bracketed(reader: TokenReader): Expression {
  reader.require('(');
  const value = readExpression(reader);
  reader.require(')');
  return value;
}

function variable(reader: TokenReader): Expression {
  const place = reader.place;
  const name = reader.name();
  const span = reader.spanFrom(place);
  if (!reader.takes('{')) return { kind: 'variable', name, span };
  const items: ProjectionItem[] = [];
  while (!reader.takes('}')) {
    items.push(projectionItem(reader));
    reader.takes(',');
  }
  const of: Expression = { kind: 'variable', name, span };
  return { kind: 'projection', of, items, span: reader.spanFrom(place) };
}

function projectionItem(reader: TokenReader): ProjectionItem {
  if (reader.takes('.', '*')) return { kind: 'all' };
  if (reader.takes('.')) return { kind: 'property', name: reader.name() };
  const place = reader.place;
  const name = reader.name();
  const value: Expression = reader.takes(':')
    ? readExpression(reader)
    : { kind: 'variable', name, span: reader.spanFrom(place) };
  return { kind: 'entry', name, value };
}

function call(reader: TokenReader): Expression {
  const place = reader.place;
  const name = reader.next().text.replaceAll('`', '').toLowerCase();
  reader.require('(');
  // A variable may be called as the words that can stand here.
  const isName = (reader.sees('ALL') || reader.sees('DISTINCT')) && reader.peek(1)?.text === ')';
  const distinct = !isName && reader.takes('DISTINCT');
  if (!distinct && !isName) reader.takes('ALL');
  const args = isName ? [nameAlone(reader)] : itemsUntil(reader, ')');
  return { kind: 'call', name, distinct, arguments: args, span: reader.spanFrom(place) };
}

function nameAlone(reader: TokenReader): Expression {
  const place = reader.place;
  const name = reader.name();
  const span = reader.spanFrom(place);
  reader.require(')');
  return { kind: 'variable', name, span };
}

/** TRIM and NORMALIZE have words of their own between their brackets. */
function trim(reader: TokenReader): Expression {
  const place = reader.place;
  const name = reader.next().text.toLowerCase();
  reader.require('(');
  const side = ['BOTH', 'LEADING', 'TRAILING'].find((word) => reader.takes(word));
  if (name === 'normalize') {
    const args = [readExpression(reader)];
    if (reader.takes(',')) {
      const form = reader.next();
      const span = { from: form.from, to: form.to };
      args.push({ kind: 'literal', value: form.text.toUpperCase(), span });
    }
    reader.require(')');
    return { kind: 'call', name, distinct: false, arguments: args, span: reader.spanFrom(place) };
  }
  const characters = reader.sees('FROM') ? undefined : readExpression(reader);
  const args = reader.takes('FROM') ? [readExpression(reader)] : [];
  if (characters !== undefined) args.push(characters);
  reader.require(')');
  const kind = { BOTH: 'btrim', LEADING: 'ltrim', TRAILING: 'rtrim' }[side ?? 'BOTH'] ?? 'btrim';
  return {
    kind: 'call',
    name: kind,
    distinct: false,
    arguments: args,
    span: reader.spanFrom(place),
  };
}

function list(reader: TokenReader): Expression {
  const place = reader.place;
  reader.require('[');
  const items = itemsUntil(reader, ']');
  return { kind: 'list', items, span: reader.spanFrom(place) };
}

function map(reader: TokenReader): Expression {
  const place = reader.place;
  reader.require('{');
  const entries: (readonly [string, Expression])[] = [];
  while (!reader.takes('}')) {
    const key = reader.name();
    reader.require(':');
    entries.push([key, readExpression(reader)]);
    reader.takes(',');
  }
  return { kind: 'map', entries, span: reader.spanFrom(place) };
}

function comprehension(reader: TokenReader): Expression | undefined {
  const place = reader.place;
  if (reader.peek(1)?.rule !== 'variable' || reader.peek(2)?.text.toUpperCase() !== 'IN')
    return undefined;
  reader.require('[');
  const name = reader.name();
  reader.require('IN');
  const source = readExpression(reader);
  const where = reader.takes('WHERE') ? readExpression(reader) : undefined;
  const mapped = reader.takes('|') ? readExpression(reader) : undefined;
  reader.require(']');
  return {
    kind: 'comprehension',
    name,
    list: source,
    ...(where && { where }),
    ...(mapped && { map: mapped }),
    span: reader.spanFrom(place),
  };
}

function reduce(reader: TokenReader): Expression {
  const place = reader.place;
  reader.require('REDUCE', '(');
  const total = reader.name();
  reader.require('=');
  const start = readExpression(reader);
  reader.require(',');
  const name = reader.name();
  reader.require('IN');
  const source = readExpression(reader);
  reader.require('|');
  const step = readExpression(reader);
  reader.require(')');
  return { kind: 'reduce', total, start, name, list: source, step, span: reader.spanFrom(place) };
}

function quantifier(reader: TokenReader): Expression {
  const place = reader.place;
  const which = reader.next().text.toUpperCase() as 'ALL' | 'ANY' | 'NONE' | 'SINGLE';
  reader.require('(');
  const name = reader.name();
  reader.require('IN');
  const source = readExpression(reader);
  reader.require('WHERE');
  const where = readExpression(reader);
  reader.require(')');
  return { kind: 'quantifier', which, name, list: source, where, span: reader.spanFrom(place) };
}
