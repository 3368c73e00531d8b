import type { BinaryOperator, Clause, Expression, Query } from './query-parts.js';
import type { TokenReader } from './token-reader.js';

/** What reads parts of a query, for parts that stand inside of each other. */
export interface Readers {
  readonly expression: (reader: TokenReader) => Expression;
  /** An expression without comparison signs. */
  readonly predicate: (reader: TokenReader) => Expression;
  /** A test such as IN or IS NULL of a value that has been read; undefined where there is none. */
  readonly test: (reader: TokenReader, tested: Expression, place: number) => Expression | undefined;
  readonly query: (reader: TokenReader) => Query;
  /** What stands behind MATCH. */
  readonly match: (reader: TokenReader, optional: boolean) => Clause;
}

/** Reads an expression. */
export function readExpression(reader: TokenReader): Expression {
  return reader.readers.expression(reader);
}

/** Reads expressions with commas between them, and the sign behind them. */
export function itemsUntil(reader: TokenReader, end: string): Expression[] {
  const items: Expression[] = [];
  while (!reader.takes(end)) {
    items.push(readExpression(reader));
    reader.takes(',');
  }
  return items;
}

/** Takes a comparison's sign. */
export function comparator(reader: TokenReader): BinaryOperator | undefined {
  for (const sign of ['=', '<>', '<=', '>=', '<', '>'] as const)
    if (reader.takes(sign)) return sign;
  return undefined;
}
