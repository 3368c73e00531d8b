import type { LogicalQuery } from '@momq/dialect';
import { resultsEqual } from '@momq/core/evaluation';

import type { AskedQuery } from '../generated/questions/intent.js';
import { verifyCandidate } from '../generated/verify-candidates.js';
import { dropReason } from '../pairs/drop-reason.js';
import type { ExecutedQuery, TargetDatabase } from '../pairs/target-database.js';

/** What a question's query gave, by dialect, and why some dialects do not have it. */
export interface VerifiedIntent {
  readonly byDialect: ReadonlyMap<string, ExecutedQuery>;
  readonly dropped: ReadonlyMap<string, string>;
}

/** Longer queries are not how anybody writes. */
const maxQueryLength = 900;

/**
 * Keeps a question when the first engine gives a usable answer ({@link verifyCandidate}) and no other engine gives different
 * rows. A dialect that cannot say the query goes without it.
 *
 * @returns why it was dropped for all dialects, where it was
 */
export async function verifyIntent(
  asked: AskedQuery,
  engines: readonly TargetDatabase[],
): Promise<VerifiedIntent | string> {
  const [first, ...others] = engines as [TargetDatabase, ...TargetDatabase[]];
  const verified = await verifyCandidate(asked, [first]);
  if (typeof verified === 'string') return verified;
  const { executed } = verified;
  if (executed.text.length > maxQueryLength) return 'too long';
  const byDialect = new Map([[first.dialect, executed]]);
  const dropped = new Map<string, string>();
  for (const engine of others) {
    const found = await attempt(asked.query, engine);
    if (typeof found === 'string') dropped.set(engine.dialect, found);
    else if (!resultsEqual(executed.rows, found.rows, { orderMatters: false }))
      return `other rows: ${engine.dialect}`;
    else if (found.text.length > maxQueryLength) dropped.set(engine.dialect, 'too long');
    else byDialect.set(engine.dialect, found);
  }
  return { byDialect, dropped };
}

async function attempt(
  query: LogicalQuery,
  engine: TargetDatabase,
): Promise<ExecutedQuery | string> {
  try {
    return await engine.execute(query);
  } catch (error) {
    return dropReason(error);
  }
}
