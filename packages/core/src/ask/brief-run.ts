import { comparedRows } from '../confidence/row-agreement.js';
import { queryLimits } from '../execution/query-limits.js';
import type { CandidateRun } from './choose-candidate.js';

/** Milliseconds that one candidate may take. */
const timeoutMs = 2000;

/**
 * How candidates are run whose rows are only compared: with the same checks as the answer, but no longer and for no more rows than
 * that takes. Nobody is told of them.
 */
export function briefRun({ parser, database, limits }: CandidateRun): CandidateRun {
  const bounds = queryLimits(limits);
  return {
    parser,
    database,
    limits: {
      ...limits,
      maxRows: Math.min(bounds.maxRows, comparedRows),
      timeoutMs: Math.min(bounds.timeoutMs, timeoutMs),
    },
  };
}
