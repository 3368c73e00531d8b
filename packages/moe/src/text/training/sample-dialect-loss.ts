import {
  add,
  cast,
  div,
  equal,
  expandDims,
  fill,
  logSoftmax,
  matMul,
  maximum,
  mul,
  neg,
  oneHot,
  reshape,
  sum,
  tensor1d,
  type Tensor,
} from '@tensorflow/tfjs-core';

/** Which samples the rows of a batch hold; shapes as in `TextBatch`. */
export interface SampleSlots {
  readonly segments: Tensor;
  readonly dialects: Tensor;
  readonly sampleMask: Tensor;
}

/**
 * Mean dialect logits of each sample: over layers, then over its positions.
 * @param dialectLogits per layer (B, S, D)
 * @param everywhere over all S positions of the row, padding too, as the reference code does; rows then hold one sample
 * @returns (B, M, D)
 */
export function sampleDialectLogits(
  dialectLogits: readonly Tensor[],
  { segments, dialects }: Pick<SampleSlots, 'segments' | 'dialects'>,
  everywhere: boolean,
): Tensor {
  const [first, ...rest] = dialectLogits as [Tensor, ...Tensor[]];
  const total = rest.reduce((layers, logits) => add(layers, logits), first);
  const [batch, length] = segments.shape as [number, number];
  const slots = dialects.shape[1] as number;
  const ids = reshape(
    tensor1d(
      Int32Array.from({ length: slots }, (_, i) => i),
      'int32',
    ),
    [1, -1, 1],
  );
  const own = everywhere
    ? fill([batch, slots, length], 1)
    : cast(equal(expandDims(segments, 1), ids), 'float32'); // (B, M, S)
  const counts = mul(maximum(sum(own, 2, true), 1), dialectLogits.length);
  return div(matMul(own, total), counts);
}

/**
 * L_DR of arXiv 2410.18406 over the samples of packed or padded rows: mean cross entropy of their mean dialect logits.
 * @param logits (B, M, D) from {@link sampleDialectLogits}
 * @param smoothing e: the target is (1 - e) · onehot + e / D
 */
export function sampleDialectLoss(
  logits: Tensor,
  { dialects, sampleMask }: Pick<SampleSlots, 'dialects' | 'sampleMask'>,
  smoothing: number,
): Tensor {
  const classes = logits.shape[2] as number;
  const rows = reshape(logits, [-1, classes]);
  const target = add(
    mul(oneHot(reshape(dialects, [-1]) as Tensor, classes), 1 - smoothing),
    smoothing / classes,
  );
  const losses = neg(sum(mul(target, logSoftmax(rows)), 1));
  const weights = reshape(sampleMask, [-1]);
  return div(sum(mul(losses, weights)), maximum(sum(weights), 1));
}
