import { unsupported } from './engine-error.js';
import { numberOf, stringOf } from './literals.js';
import type { Expression } from './query-parts.js';
import { readCall, readTrim } from './read-call.js';
import { readCase } from './read-case.js';
import { readList, readMap, readVariable } from './read-container.js';
import { readComprehension, readQuantifier, readReduce } from './read-iteration.js';
import {
  readPatternComprehension,
  readPatternExpression,
  readShortest,
} from './read-pattern-expression.js';
import { readSubquery } from './read-subquery.js';
import { readExpression } from './readers.js';
import type { TokenReader } from './token-reader.js';

/** Reads a value with what may follow it: a property, an index, a slice. */
export function readValue(reader: TokenReader): Expression {
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
      return readCall(reader);
    case 'variable':
      return readVariable(reader);
  }
  switch (token?.text.toUpperCase() ?? '') {
    case '(':
      return readPatternExpression(reader) ?? bracketed(reader);
    case '[':
      return readComprehension(reader) ?? readPatternComprehension(reader) ?? readList(reader);
    case '{':
      return readMap(reader);
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
      return readReduce(reader);
    case 'ALL':
    case 'ANY':
    case 'NONE':
    case 'SINGLE':
      return readQuantifier(reader);
    case 'SHORTESTPATH':
    case 'ALLSHORTESTPATHS':
      return { kind: 'pattern', path: readShortest(reader), span: span() };
    case 'TRIM':
    case 'NORMALIZE':
      return readTrim(reader);
  }
  throw unsupported(token?.text ?? 'a query that ends here');
}

function bracketed(reader: TokenReader): Expression {
  reader.require('(');
  const value = readExpression(reader);
  reader.require(')');
  return value;
}
