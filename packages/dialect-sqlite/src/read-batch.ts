import type { Value } from '@momq/dialect';

/** One of several statements that are sent together. */
export interface BatchStatement {
  readonly sql: string;
  readonly values?: readonly Value[];
  /** Only compiles it, which shows whether it could run and what its columns are. */
  readonly compile?: boolean;
}

/** What became of one statement. */
export interface BatchAnswer {
  readonly columns?: readonly string[];
  readonly rows?: readonly (readonly Value[])[];
  readonly error?: string;
}

/**
 * Runs statements of ours one after the other, of which each may fail; the answers come in order.
 *
 * @param limits - rows and bytes of each answer; `timeMs` after which no further statement begins, so that answers may lack at
 *   the end
 */
export type ReadBatch = (
  statements: readonly BatchStatement[],
  limits: { readonly maxRows: number; readonly maxBytes: number; readonly timeMs: number },
) => Promise<readonly BatchAnswer[]>;
