import { MoeError } from '../errors.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import type { EvaluationPoint } from '../report/training-report.js';
import type { SavedWeights } from './run-files.js';
import type { BestEvaluation, DialectScores } from './run-options.js';

/** Mean over the dialects. */
export function meanAccuracy(scores: DialectScores): number {
  const values = Object.values(scores);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The evaluations of a run: which was the best, and whether it is time to stop. */
export class EvaluationHistory {
  readonly #points: EvaluationPoint[];
  #best: SavedWeights | null;

  constructor(points: readonly EvaluationPoint[] = [], best: SavedWeights | null = null) {
    this.#points = [...points];
    this.#best = best;
  }

  /** All scores, in the order of steps. */
  get points(): readonly EvaluationPoint[] {
    return this.#points;
  }

  /** Weights of the best evaluation, for the state folder. */
  get best(): SavedWeights | null {
    return this.#best;
  }

  /**
   * Adds scores of `parameters`.
   * @throws MoeError `MOE_BAD_INPUT` when they are not execution accuracies
   */
  add(step: number, scores: DialectScores, parameters: HostParameters): void {
    const entries = Object.entries(scores);
    const bad = entries.find(([, score]) => !(score >= 0 && score <= 1));
    if (bad !== undefined || entries.length === 0)
      throw new MoeError(
        'MOE_BAD_INPUT',
        `expected evaluate to give execution accuracies by dialect from 0 to 1, got ${bad === undefined ? 'none' : `${bad[0]}: ${String(bad[1])}`}; give a share of right answers for each dialect, or nothing`,
      );
    this.#points.push({ step, executionAccuracy: { ...scores } });
    if (this.#bestIndex() === this.#points.length - 1) this.#best = { step, parameters };
  }

  /** Evaluations since the best one. */
  sinceBest(): number {
    return this.#points.length === 0 ? 0 : this.#points.length - 1 - this.#bestIndex();
  }

  /** The best evaluation with its weights. */
  result(): BestEvaluation | null {
    const point = this.#points[this.#bestIndex()];
    return point === undefined || this.#best === null
      ? null
      : { ...point, parameters: this.#best.parameters };
  }

  /** The first of those with the highest mean. */
  #bestIndex(): number {
    const means = this.#points.map((point) => meanAccuracy(point.executionAccuracy));
    return means.indexOf(Math.max(...means));
  }
}
