import type { QueryAnalysis } from '@momq/dialect';
import { QueryRefusedError } from '@momq/dialect';

/** Lets through exactly one statement that can do nothing but read. @throws QueryRefusedError */
export function requireReadOnly(analysis: QueryAnalysis): void {
  if (analysis.statements !== 1) {
    throw new QueryRefusedError(
      `query: expected one statement, got ${analysis.statements}. Not run; send one query that only reads.`,
    );
  }
  if (!analysis.readOnly) {
    throw new QueryRefusedError(
      `query: expected a statement that only reads, got ${analysis.reason ?? 'one that may write'}. Not run; send one query that only reads.`,
    );
  }
}
