import type { QueryOptions } from '@momq/dialect';
import { queryLimits, requirePositiveInteger } from '../execution/query-limits.js';
import type { AskOptions } from './answer.js';

/**
 * The limits of a question as every query gets them.
 *
 * @throws {@link ConfigError} for a limit that is not a positive whole number
 */
export function readLimits(options: AskOptions): QueryOptions {
  const { maxRows, maxBytes, timeoutMs, maxCandidates, signal } = options;
  if (maxCandidates !== undefined) requirePositiveInteger('maxCandidates', maxCandidates);
  const given: QueryOptions = {
    ...(maxRows !== undefined && { maxRows }),
    ...(maxBytes !== undefined && { maxBytes }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(signal !== undefined && { signal }),
  };
  queryLimits(given);
  return given;
}
