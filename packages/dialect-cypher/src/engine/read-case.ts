import type { BinaryOperator, Expression } from './query-parts.js';
import { comparator, readExpression } from './readers.js';
import type { TokenReader } from './token-reader.js';

/** Reads CASE; one with an operand compares it in each WHEN. */
export function readCase(reader: TokenReader): Expression {
  const place = reader.place;
  reader.require('CASE');
  const operand = reader.sees('WHEN') ? undefined : readExpression(reader);
  const branches: { when: Expression; then: Expression }[] = [];
  while (reader.takes('WHEN')) {
    const tests = [operand ? whenOf(reader, operand) : readExpression(reader)];
    while (operand && reader.takes(',')) tests.push(whenOf(reader, operand));
    reader.require('THEN');
    const then = readExpression(reader);
    for (const when of tests) branches.push({ when, then });
  }
  const otherwise = reader.takes('ELSE') ? readExpression(reader) : undefined;
  reader.require('END');
  return {
    kind: 'case',
    branches,
    ...(otherwise && { otherwise }),
    span: reader.spanFrom(place),
  };
}

function whenOf(reader: TokenReader, operand: Expression): Expression {
  const place = reader.place;
  const compare = (operator: BinaryOperator, right: Expression): Expression => ({
    kind: 'binary',
    operator,
    left: operand,
    right,
    span: reader.spanFrom(place),
  });
  const operator = comparator(reader);
  if (operator !== undefined) return compare(operator, reader.readers.predicate(reader));
  return reader.readers.test(reader, operand, place) ?? compare('=', readExpression(reader));
}
