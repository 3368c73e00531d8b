import {
  add,
  div,
  logSoftmax,
  maximum,
  mean,
  mul,
  neg,
  oneHot,
  reshape,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';

/**
 * Cross entropy on the answer codes only: mean over positions with mask 1.
 * @param logits (B, T, C)
 * @param targets (B, T) int32
 * @param mask (B, T)
 * @param smoothing share of the target mass spread evenly over all C codes
 */
export function tokenLoss(logits: Tensor, targets: Tensor, mask: Tensor, smoothing = 0): Tensor {
  const classes = logits.shape[2] as number;
  const logProbs = logSoftmax(reshape(logits, [-1, classes]));
  const chosen = sum(mul(logProbs, oneHot(reshape(targets, [-1]) as Tensor, classes)), 1);
  const weights = reshape(mask, [-1]);
  const fit =
    smoothing === 0 ? chosen : add(mul(chosen, 1 - smoothing), mul(mean(logProbs, 1), smoothing));
  return div(neg(sum(mul(fit, weights))), maximum(sum(weights), 1));
}
