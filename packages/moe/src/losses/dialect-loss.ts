import {
  add,
  div,
  expandDims,
  logSoftmax,
  mean,
  mul,
  neg,
  oneHot,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';

/**
 * Dialect logits of a sample: mean over layers, then over positions.
 * @param dialectLogits per layer (B, S, D)
 * @param mask (B, S) positions that count; null = all, padding too, as the reference code does
 * @returns (B, D)
 */
export function meanDialectLogits(dialectLogits: readonly Tensor[], mask: Tensor | null): Tensor {
  const [first, ...rest] = dialectLogits as [Tensor, ...Tensor[]];
  const layers = div(
    rest.reduce((total, logits) => add(total, logits), first),
    dialectLogits.length,
  );
  if (mask === null) return mean(layers, 1);
  const weights = expandDims(mask, 2);
  return div(sum(mul(layers, weights), 1), sum(weights, 1));
}

/**
 * L_DR of arXiv 2410.18406: cross entropy of the mean dialect logits against the sample's dialect, batch mean.
 * With smoothing e the target is (1 - e) · onehot + e / D.
 * @param logits (B, D) from `meanDialectLogits`
 * @param dialect (B) int32
 */
export function dialectLoss(logits: Tensor, dialect: Tensor, smoothing = 0): Tensor {
  const classes = logits.shape[1] as number;
  const target = add(mul(oneHot(dialect, classes), 1 - smoothing), smoothing / classes);
  return neg(mean(sum(mul(target, logSoftmax(logits)), 1)));
}
