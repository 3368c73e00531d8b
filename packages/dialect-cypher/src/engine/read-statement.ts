import type { SyntaxNode } from '../syntax-tree.js';
import { unsupported } from './engine-error.js';
import type { Query } from './query-parts.js';
import { expressionAt, readPredicate, readTest } from './read-expression.js';
import { readMatch, readQuery } from './read-query.js';
import type { Readers } from './readers.js';
import { TokenReader } from './token-reader.js';

const readers: Readers = {
  expression: expressionAt,
  predicate: readPredicate,
  test: readTest,
  query: readQuery,
  match: readMatch,
};

/** A reader of a statement, or of a part of one. */
export function readerOf(statement: SyntaxNode, text: string): TokenReader {
  return new TokenReader(statement, text, readers);
}

/** The query that a statement is, without EXPLAIN or PROFILE before it. @throws UnsupportedFeatureError for what the engine lacks */
export function readStatement(statement: SyntaxNode, text: string): Query {
  const reader = readerOf(statement, text);
  if (!reader.takes('EXPLAIN')) reader.takes('PROFILE');
  const query = readQuery(reader);
  if (reader.peek() !== undefined && !reader.sees(';'))
    throw unsupported(`${reader.peek()!.text} at this place`);
  return query;
}
