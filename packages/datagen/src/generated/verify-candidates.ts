import type { LogicalQuery, QueryResult } from '@momq/dialect';
import { resultsEqual } from '@momq/core/evaluation';

import { dropReason } from '../pairs/drop-reason.js';
import type { ExecutedQuery, TargetDatabase } from '../pairs/target-database.js';
import { unusableRows } from '../pairs/unusable-rows.js';
import type { AskedQuery } from './questions/intent.js';

/** A question whose query ran and gave the same rows on every engine that was asked. */
export interface VerifiedQuestion extends AskedQuery {
  /** What the first engine ran. */
  readonly executed: ExecutedQuery;
  /** By dialect id, the first engine's included. */
  readonly byDialect: ReadonlyMap<string, ExecutedQuery>;
}

/** More rows than this make no answer to a question. */
const maxAnswerRows = 500;

/**
 * Keeps a question when its query runs everywhere, gives some row that is not all NULL or zero, does not cut equal rows at
 * its limit (engines would pick different ones), and agrees across the engines.
 *
 * @param engines - the first decides what the answer is, the others must agree.
 * @returns the verified question, or why it was dropped.
 */
export async function verifyCandidate(
  candidate: AskedQuery,
  engines: readonly TargetDatabase[],
): Promise<VerifiedQuestion | string> {
  const [first, ...others] = engines as [TargetDatabase, ...TargetDatabase[]];
  try {
    const executed = await first.execute(candidate.query);
    const unusable = unusableRows(executed.rows, maxAnswerRows);
    if (unusable !== undefined) return unusable;
    if (await tiesAtLimit(candidate.query, first)) return 'a tie at the limit';
    const byDialect = new Map([[first.dialect, executed]]);
    for (const engine of others) {
      const other = await engine.execute(candidate.query);
      if (!agrees(candidate.query, executed.rows, other.rows))
        return `other rows: ${engine.dialect}`;
      byDialect.set(engine.dialect, other);
    }
    return { ...candidate, executed, byDialect };
  } catch (error) {
    return dropReason(error);
  }
}

/** Rows with equal sort keys may come in any order, so a sorted query falls back to the bag. */
function agrees(
  query: LogicalQuery,
  rows: QueryResult['rows'],
  other: QueryResult['rows'],
): boolean {
  const orderMatters = query.kind === 'select' && query.orderBy.length > 0;
  return (
    resultsEqual(rows, other, { orderMatters }) ||
    resultsEqual(rows, other, { orderMatters: false })
  );
}

/** True when the last row within the limit and the first beyond it have the same sort key. */
async function tiesAtLimit(query: LogicalQuery, engine: TargetDatabase): Promise<boolean> {
  if (query.kind !== 'select' || query.limit === undefined || query.orderBy.length === 0)
    return false;
  const keys = query.orderBy.map((key) => key.expression);
  const { rows } = await engine.execute({
    ...query,
    select: [...query.select, ...keys],
    limit: query.limit + 1,
  });
  const beyond = rows[query.limit];
  const within = rows[query.limit - 1];
  return (
    beyond !== undefined &&
    within !== undefined &&
    keys.every((_, index) => beyond.at(-1 - index) === within.at(-1 - index))
  );
}
