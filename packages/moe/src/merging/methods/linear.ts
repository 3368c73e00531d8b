import { MoeError } from '../../errors.js';
import type { ChunkMerge } from '../tensor-input.js';
import { weightedSum } from './slerp.js';

/**
 * Weighted average, mergekit's `linear` (arXiv 2203.05482).
 * @param weights - one for every model
 * @param normalize - divide by the sum of the weights
 * @throws MoeError `MOE_MERGE_CONFIG` when the weights cancel out and are to be normalised
 */
export function prepareLinear(weights: readonly number[], normalize: boolean): ChunkMerge {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (normalize && sum === 0) {
    throw new MoeError(
      'MOE_MERGE_CONFIG',
      `linear: expected weights with a sum other than 0, got ${weights.join(', ')}; change them or set normalize: false`,
    );
  }
  return weightedSum(weights.map((weight) => (normalize ? weight / sum : weight)));
}
