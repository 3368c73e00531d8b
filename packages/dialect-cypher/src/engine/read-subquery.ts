import type { Expression, Query } from './query-parts.js';
import type { TokenReader } from './token-reader.js';

/** Reads EXISTS, COUNT or COLLECT with a query, or with a pattern in place of one. */
export function readSubquery(reader: TokenReader): Expression {
  const place = reader.place;
  const what = reader.next().text.toUpperCase() as 'EXISTS' | 'COUNT' | 'COLLECT';
  reader.require('{');
  const isPattern = reader.sees('(') || reader.seesRule('variable');
  const query: Query = isPattern
    ? { parts: [[reader.readers.match(reader, false)]], all: [] }
    : reader.readers.query(reader);
  reader.require('}');
  return { kind: 'subquery', what, query, span: reader.spanFrom(place) };
}
