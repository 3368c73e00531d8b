import { comparedRows } from '../confidence/row-agreement.js';
import { queryLimits } from '../execution/query-limits.js';
import type { CandidateRun } from './choose-candidate.js';

/** Milliseconds that one candidate may take. */
const timeoutMs = 2000;

/**
 * How candidates are run whose rows are only compared: with the same checks as the answer, but no longer than that takes, and for as
 * many rows however few the answer shows. Nobody is told of them.
 */
export function briefRun({ parser, database, limits }: CandidateRun): CandidateRun {
  return {
    parser,
    database,
    limits: {
      ...limits,
      maxRows: comparedRows,
      timeoutMs: Math.min(queryLimits(limits).timeoutMs, timeoutMs),
    },
  };
}
