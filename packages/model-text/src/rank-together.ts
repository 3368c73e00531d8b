import type { GeneratedCandidate } from '@momq/core';
import type { QueryScore } from './text-query-model.js';

/** How much each model counts where two rank candidates: `P(candidate) ∝ exp(Σ weight · number)`. */
export interface CascadeWeights {
  /** Of the fast model's natural log-probability of the candidate. */
  readonly fast: number;
  /** Of the language model's log-probability of the query, mean of its tokens. */
  readonly mean: number;
  /** Of the same, sum of its tokens. */
  readonly sum: number;
  /** What the language model's own answer has in place of the fast model's log-probability, beside {@link CascadeWeights.own}. */
  readonly floor: number;
  /** Added to the language model's own answer, whoever else wrote it too. */
  readonly own: number;
}

/** A query with what both models say of it. */
export interface JudgedCandidate {
  readonly candidate: GeneratedCandidate;
  readonly score: Pick<QueryScore, 'logProb' | 'meanLogProb'>;
  /** True for the language model's own answer. */
  readonly own: boolean;
}

/** The candidates in their common order, each with its log-probability among them. */
export function rankTogether(
  judged: readonly JudgedCandidate[],
  weights: CascadeWeights,
): GeneratedCandidate[] {
  const values = judged.map(
    ({ candidate, score, own }) =>
      weights.fast * (candidate.logProb ?? weights.floor) +
      weights.mean * score.meanLogProb +
      weights.sum * score.logProb +
      (own ? weights.own : 0),
  );
  const top = Math.max(...values);
  const total = top + Math.log(values.reduce((sum, value) => sum + Math.exp(value - top), 0));
  return judged
    .map(({ candidate }, place) => ({
      ...candidate,
      logProb: Math.min(0, values[place]! - total),
    }))
    .sort((a, b) => b.logProb - a.logProb);
}
