import { ConfigError, type QueryModel } from '@momq/core';
import type { Calibration } from '@momq/core/confidence';
import { CascadeModel } from './cascade-model.js';
import type { CascadeWeights } from './rank-together.js';
import type { ScoringModel } from './text-query-model.js';

/** Two models that answer as one. */
export interface CascadeOptions {
  /**
   * Proposes queries, and answers alone when it is sure: `@momq/model-nano`, or any model whose candidates have `logProb`. The
   * cascade disposes it.
   */
  readonly fast: QueryModel | (() => Promise<QueryModel>);
  /** Orders what the fast model proposes: `textModel(...)`. The cascade disposes it. */
  readonly good: ScoringModel | (() => Promise<ScoringModel>);
  /** Candidates that the fast model is asked for. Default 8. */
  readonly candidates?: number;
  /**
   * Probability from which the fast model answers alone, 0–1; above 1 it never does. It is the model's calibrated confidence, or
   * without a calibration its share among its candidates. Default 0.85.
   */
  readonly sureAt?: number;
  /**
   * Queries that the language model writes beside the candidates, at most; where it has experts, in their dialects alone. Default 0,
   * which is quickest and right for a bare base, whose own queries seldom run; with experts take 8.
   */
  readonly ownCandidates?: number;
  /** How much each model counts. Default: as chosen on held-out databases of Spider with Qwen2.5-Coder-0.5B. */
  readonly weights?: CascadeWeights;
  /** How sure answers of these two models with these options are. Default: none, answers claim no confidence. */
  readonly calibration?: Calibration;
}

/** Chosen on held-out databases of Spider with Qwen2.5-Coder-0.5B, bare and with its experts; see docs/adr/0037-cascade.md. */
const defaultWeights: CascadeWeights = { fast: 0.5, mean: 10, sum: 0, floor: -4, own: 0 };

/**
 * A fast model and a language model as one: what the fast model is sure of it answers alone; of the rest the language model, which
 * reads the schema, the question and every candidate, says how likely each is, and both decide. Answers have a `source`.
 *
 * @returns a function that loads both models
 * @throws `ConfigError` from the returned function for options out of range
 * @example
 * ```ts
 * const model = cascade({ fast: loadNano, good: textModel({ base: 'qwen2.5-coder-0.5b' }) });
 * const momq = createMoMQ({ dialects: [sqlite()], model });
 * ```
 */
export function cascade(options: CascadeOptions): () => Promise<QueryModel> {
  return async () => {
    const { candidates = 8, sureAt = 0.85, ownCandidates = 0, weights = defaultWeights } = options;
    if (!Number.isInteger(candidates) || candidates < 1)
      throw invalid('candidates as an integer of at least 1', candidates);
    if (!(sureAt >= 0)) throw invalid('sureAt as a number of at least 0', sureAt);
    if (!Number.isInteger(ownCandidates) || ownCandidates < 0)
      throw invalid('ownCandidates as an integer of at least 0', ownCandidates);
    const [fast, good] = await loadBoth(options);
    const { calibration } = options;
    return new CascadeModel({
      fast,
      good,
      candidates,
      sureAt,
      ownCandidates,
      weights,
      ...(calibration !== undefined && { calibration }),
    });
  };
}

/** Both models, or neither: one that loaded is freed when the other fails. */
async function loadBoth({ fast, good }: CascadeOptions): Promise<[QueryModel, ScoringModel]> {
  const [one, other] = await Promise.allSettled([load(fast), load(good)]);
  if (one.status === 'fulfilled' && other.status === 'fulfilled') return [one.value, other.value];
  if (one.status === 'fulfilled') await one.value.dispose();
  if (other.status === 'fulfilled') await other.value.dispose();
  throw one.status === 'rejected' ? one.reason : (other as PromiseRejectedResult).reason;
}

async function load<T extends QueryModel>(model: T | (() => Promise<T>)): Promise<T> {
  return typeof model === 'function' ? model() : model;
}

function invalid(expected: string, got: number): ConfigError {
  return new ConfigError(
    `cascade: expected ${expected}, got ${got}. Leave it out for the default.`,
  );
}
