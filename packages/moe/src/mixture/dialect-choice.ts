import {
  add,
  customGrad,
  expandDims,
  log,
  neg,
  reshape,
  softmax,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { Dropout } from '../numerics/dropout.js';
import { sequenceMean, withinMask, type RoutingScope } from './routing-scope.js';
import { topKMask } from './top-k-mask.js';

/** p_d per token: softmax over the groups that the sample may use. @param logits (B, S, D). @returns (B, S, D) */
export function softDialects(logits: Tensor, { groupMask }: RoutingScope): Tensor {
  return softmax(withinMask(logits, groupMask === null ? null : expandDims(groupMask, 1)));
}

/** The one group of a whole sample, as 1 of D: argmax of the mean dialect logits, plus Gumbel noise (τ = 1) while training. The gradient is that of the softmax (straight-through). @returns (B, 1, D) */
export function hardDialect(logits: Tensor, scope: RoutingScope, dropout: Dropout): Tensor {
  const means = withinMask(
    sequenceMean(logits, scope.sentenceMask),
    scope.groupMask === null ? null : expandDims(scope.groupMask, 1),
  );
  const uniform = dropout.uniform([...means.shape]);
  const noisy = uniform === null ? means : add(means, neg(log(neg(log(uniform)))));
  const largest = customGrad((x) => {
    const soft = x as Tensor;
    const [batch, , groups] = soft.shape as [number, number, number];
    const chosen = topKMask(reshape(soft, [batch, groups]), 1);
    return { value: reshape(chosen, soft.shape), gradFunc: (dy: Tensor) => dy };
  });
  return largest(softmax(noisy));
}
