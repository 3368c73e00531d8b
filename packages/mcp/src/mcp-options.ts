import type { DialectPack, MoMQ } from '@momq/core';
import type { GuardOptions, ServedDatabase } from '@momq/serve';

/** What the tools work with. */
export interface McpOptions extends Pick<GuardOptions, 'secrets' | 'onDefect'> {
  /** Answers questions; stays yours to close. */
  readonly momq: Pick<MoMQ, 'ask' | 'taught'>;
  /** The packs of the databases: they say how a schema is written down. */
  readonly dialects: readonly DialectPack[];
  /** At least one. */
  readonly databases: readonly ServedDatabase[];
  /** Milliseconds that a query may run; default 10,000. */
  readonly timeoutMs?: number;
}
