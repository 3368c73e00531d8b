import { ConfigError } from '@momq/dialect';
import type { Progress } from '../../pairs/progress.js';
import type { FilterOptions } from '../filters/filter-options.js';
import type { BudgetLimits } from './budget.js';
import type { ModelChoice } from './model-choice.js';
import type { RetryOptions } from './retry-request.js';

/** What every run that asks language models may be told. */
export interface ModelRunOptions {
  /** Default 1. */
  readonly seed?: number;
  /** Pieces of work at once; default 4. */
  readonly concurrency?: number;
  /** Requests to all models together; default: no limit. */
  readonly requestsPerMinute?: number;
  /** Default: none. What earlier runs in the folder spent counts. */
  readonly budget?: BudgetLimits;
  readonly retry?: RetryOptions;
  /** Milliseconds of one request at most; default 120000, at most 300000. */
  readonly requestTimeoutMs?: number;
  /** Unusable answers in a row at which the run ends; default 30. */
  readonly patience?: number;
  readonly filters?: FilterOptions;
  /** Ends the run; what was answered is kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: Progress;
}

/** Milliseconds after which Node's `fetch` gives up on an answer that has not begun. */
const longestRequest = 300_000;

/** @throws ConfigError for a budget in money that a model has no price for, and numbers out of range */
export function requireModelRunOptions(
  { budget, requestTimeoutMs = 1, ...counts }: ModelRunOptions,
  models: readonly ModelChoice[],
): void {
  const unpriced = models.find(({ price }) => price === undefined);
  if (budget?.money !== undefined && unpriced !== undefined)
    throw new ConfigError(
      `budget.money: expected a price of each model, ${unpriced.name} has none. Give its price, or a budget in tokens.`,
    );
  if (!(requestTimeoutMs > 0 && requestTimeoutMs <= longestRequest))
    throw new ConfigError(
      `requestTimeoutMs: expected more than 0 and at most ${longestRequest}, after which Node gives up, got ${requestTimeoutMs}. For a slow server ask for fewer pairs at once (concurrency).`,
    );
  for (const name of ['concurrency', 'patience', 'requestsPerMinute'] as const) {
    const value = counts[name];
    if (value !== undefined && !(value > 0))
      throw new ConfigError(`${name}: expected more than 0, got ${value}.`);
  }
}
