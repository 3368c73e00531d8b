import {
  concat,
  div,
  matMul,
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

/**
 * L_Bal of arXiv 2410.18406 (the Switch / Mixtral form): N · Σ_e f_e P_e over the rows of all layers, where f_e is the
 * share of rows that have e among their k most likely experts (summed over the k places) and P_e the mean probability of e. Perfect balance gives k.
 * @param expertLogits per layer (B, S, N)
 * @param mask (B, S) 1 = counts, or null for all
 * @param groups number of equal groups to balance within, 1 = over all experts. Unlike the reference code, padding is masked rightly then.
 */
export function balanceLoss(
  expertLogits: readonly Tensor[],
  expertsPerToken: number,
  mask: Tensor | null,
  groups = 1,
): Tensor {
  const first = expertLogits[0] as Tensor;
  const numExperts = (first.shape[2] as number) / groups;
  const logits = reshape(concat([...expertLogits], 0), [-1, numExperts]);
  const probabilities = softmax(logits);
  const selected = topKMask(probabilities, expertsPerToken);
  if (mask === null) return mul(sum(mul(mean(selected, 0), mean(probabilities, 0))), numExperts);

  const perRow = reshape(
    tile(expandDims(reshape(mask, [-1]), 1), [expertLogits.length, groups]),
    [1, -1],
  );
  const count = sum(perRow);
  const share = (values: Tensor): Tensor => div(matMul(perRow, values), count);
  return mul(sum(mul(share(selected), share(probabilities))), numExperts);
}
