/** Weights of a log-linear ranking: P(candidate) ∝ exp(Σ weight · feature). */
export type RankingWeights = readonly number[];

/**
 * Log probabilities of candidates under the ranking, normalised over the candidates.
 *
 * @param features - one row per candidate, as `featuresOf` gives them
 * @param weights - one per feature
 */
export function rankedLogProbs(
  features: readonly (readonly number[])[],
  weights: RankingWeights,
): number[] {
  const scores = features.map((row) =>
    row.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0),
  );
  const top = Math.max(...scores);
  const total = Math.log(scores.reduce((sum, score) => sum + Math.exp(score - top), 0)) + top;
  return scores.map((score) => score - total);
}

/** One question of a ranking set: features per candidate, and which candidates are right. */
export interface RankingExample {
  readonly features: readonly (readonly number[])[];
  readonly correct: readonly boolean[];
}

/**
 * Fits the weights by gradient ascent on the log probability of the right candidates (a conditional logit).
 * Questions without a right candidate, or with nothing but right ones, teach nothing and are left out.
 *
 * @param start - weights that the fit starts from and is drawn back to by `penalty`
 */
export function fitRanking(
  examples: readonly RankingExample[],
  start: RankingWeights,
  {
    steps = 400,
    rate = 0.05,
    penalty = 0.003,
  }: { steps?: number; rate?: number; penalty?: number } = {},
): number[] {
  const useful = examples.filter(({ correct }) => correct.some(Boolean) && !correct.every(Boolean));
  const weights = [...start];
  for (let step = 0; step < steps; step++) {
    const gradient = weights.map((weight, index) => -penalty * (weight - start[index]!));
    for (const { features, correct } of useful) {
      const all = rankedLogProbs(features, weights).map(Math.exp);
      const right = all.reduce((sum, p, row) => sum + (correct[row] === true ? p : 0), 0);
      features.forEach((row, candidate) => {
        const pull = (correct[candidate] === true ? all[candidate]! / right : 0) - all[candidate]!;
        row.forEach((value, index) => (gradient[index]! += (pull * value) / useful.length));
      });
    }
    gradient.forEach((slope, index) => (weights[index]! += rate * slope));
  }
  return weights;
}
