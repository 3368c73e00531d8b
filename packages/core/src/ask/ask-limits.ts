import { ConfigError } from '@momq/dialect';
import type { QueryOptions } from '@momq/dialect';
import { queryLimits, requirePositiveInteger } from '../execution/query-limits.js';
import type { AskOptions } from './answer.js';

/** Candidates that a question may ask a model for: each is one more beam, or one more text that is written. */
const maxCandidatesAsked = 100;

/**
 * The limits of a question as every query gets them.
 *
 * @throws {@link ConfigError} for a limit that is not a positive whole number, for more than 100 candidates, and
 *   for a `sureAt` that is no number from 0 to 1
 */
export function readLimits(options: AskOptions): QueryOptions {
  const { maxRows, maxBytes, timeoutMs, maxCandidates, signal, sureAt } = options;
  if (maxCandidates !== undefined)
    requirePositiveInteger('maxCandidates', maxCandidates, maxCandidatesAsked);
  if (sureAt !== undefined && !(typeof sureAt === 'number' && sureAt >= 0 && sureAt <= 1))
    throw new ConfigError(
      `sureAt: expected a probability from 0 to 1, got ${String(sureAt)}. Pass for example 0.5.`,
    );
  const given: QueryOptions = {
    ...(maxRows !== undefined && { maxRows }),
    ...(maxBytes !== undefined && { maxBytes }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(signal !== undefined && { signal }),
  };
  queryLimits(given);
  return given;
}
