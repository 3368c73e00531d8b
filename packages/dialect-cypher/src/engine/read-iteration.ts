import type { Expression } from './query-parts.js';
import { readExpression } from './readers.js';
import type { TokenReader } from './token-reader.js';

/** Reads `[x IN list ...]`; undefined, and nothing taken, where there is none. */
export function readComprehension(reader: TokenReader): Expression | undefined {
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

/** Reads `reduce(...)`. */
export function readReduce(reader: TokenReader): Expression {
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

/** Reads `all`, `any`, `none` or `single`. */
export function readQuantifier(reader: TokenReader): Expression {
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
