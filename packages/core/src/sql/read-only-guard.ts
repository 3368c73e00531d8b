import type { QueryAnalysis } from '@momq/dialect';
import { QueryRefusedError } from '@momq/dialect';

/** Lets through exactly one statement that can do nothing but read. @throws QueryRefusedError */
export function refuseUnlessReadOnly(analysis: QueryAnalysis): void {
  if (analysis.statements !== 1) {
    throw new QueryRefusedError(
      `query: expected one statement, got ${analysis.statements}. Send one SELECT, VALUES or WITH.`,
    );
  }
  if (!analysis.readOnly) {
    throw new QueryRefusedError(
      `query: expected a statement that only reads, got ${analysis.reason ?? 'one that may write'}. Send one SELECT, VALUES or WITH.`,
    );
  }
}
