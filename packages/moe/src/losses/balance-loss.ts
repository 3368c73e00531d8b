import {
  concat,
  div,
  matMul,
  maximum,
  mean,
  mul,
  reshape,
  softmax,
  sum,
  tile,
  expandDims,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { topKMask } from '../mixture/top-k-mask.js';

/** How the balance loss pools; see {@link balanceLoss}. */
export interface BalanceOptions {
  /** Number of equal groups to balance within. Default 1: over all experts. Unlike the reference code, padding is masked rightly then. */
  readonly groups?: number;
  /** (N / groups) shares f_e of a larger batch that this one is a part of. Default: those of this batch. */
  readonly selected?: Tensor | null;
}

/**
 * L_Bal of arXiv 2410.18406 (the Switch / Mixtral form): N · Σ_e f_e P_e over the rows of all layers, where f_e is the
 * share of rows that have e among their k most likely experts (summed over the k places) and P_e the mean probability of e. Perfect balance gives k.
 * @param expertLogits per layer (B, S, N)
 * @param mask (B, S) 1 = counts, or null for all
 */
export function balanceLoss(
  expertLogits: readonly Tensor[],
  expertsPerToken: number,
  mask: Tensor | null,
  { groups = 1, selected = null }: BalanceOptions = {},
): Tensor {
  const probabilities = pooledProbabilities(expertLogits, groups);
  const numExperts = probabilities.shape[1] as number;
  const share = pooledMean(expertLogits, mask, groups);
  const chosen = selected ?? share(topKMask(probabilities, expertsPerToken));
  return mul(sum(mul(reshape(chosen, [-1]), reshape(share(probabilities), [-1]))), numExperts);
}

/** f_e of {@link balanceLoss}: the share of rows that have e among their k most likely experts, (N / groups). */
export function selectedShares(
  expertLogits: readonly Tensor[],
  expertsPerToken: number,
  mask: Tensor | null,
  groups = 1,
): Tensor {
  const chosen = topKMask(pooledProbabilities(expertLogits, groups), expertsPerToken);
  return reshape(pooledMean(expertLogits, mask, groups)(chosen), [-1]);
}

function pooledProbabilities(expertLogits: readonly Tensor[], groups: number): Tensor {
  const numExperts = ((expertLogits[0] as Tensor).shape[2] as number) / groups;
  return softmax(reshape(concat([...expertLogits], 0), [-1, numExperts]));
}

/** Mean over the rows of all layers that count. */
function pooledMean(
  expertLogits: readonly Tensor[],
  mask: Tensor | null,
  groups: number,
): (values: Tensor) => Tensor {
  if (mask === null) return (values) => mean(values, 0);
  const perRow = reshape(
    tile(expandDims(reshape(mask, [-1]), 1), [expertLogits.length, groups]),
    [1, -1],
  );
  const count = maximum(sum(perRow), 1);
  return (values) => div(matMul(perRow, values), count);
}
