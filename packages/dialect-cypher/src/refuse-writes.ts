import { QueryRefusedError } from '@momq/dialect';
import { cypherParser } from './cypher-parser.js';

/** @throws QueryRefusedError for text that could do more than read; QuerySyntaxError for text that is not Cypher. */
export function refuseUnlessRead(text: string): void {
  const { readOnly, reason } = cypherParser.parse(text);
  if (!readOnly) {
    throw new QueryRefusedError(
      `query: expected one statement that only reads, got ${reason ?? 'another'}. Use MATCH … RETURN.`,
    );
  }
}
