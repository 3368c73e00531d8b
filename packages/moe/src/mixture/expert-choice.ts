import {
  concat,
  div,
  maximum,
  mul,
  reshape,
  softmax,
  split,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { MixtureConfig } from '../config/mixture-config.js';
import type { ExpertLayout } from './expert-layout.js';
import { topKMask } from './top-k-mask.js';

/** Keeps the k largest of each row. @param weights (..., n) */
function keepLargest(weights: Tensor, k: number): Tensor {
  const width = weights.shape[weights.shape.length - 1] as number;
  const rows = reshape(weights, [-1, width]);
  return reshape(mul(rows, topKMask(rows, Math.min(k, width))), weights.shape);
}

/** Applies `of` to the experts of each group apart. @param x (B, S, N) */
function inEachGroup(x: Tensor, layout: ExpertLayout, of: (group: Tensor) => Tensor): Tensor {
  if (layout.numGroups === 1) return of(x);
  return concat(split(x, [...layout.sizes], 2).map(of), 2);
}

/** p_e: softmax over all experts, or over the experts of each group. @param logits (B, S, N) */
export function expertProbabilities(
  logits: Tensor,
  config: MixtureConfig,
  layout: ExpertLayout,
): Tensor {
  const joint = (config.expertRouters ?? 'joint') === 'joint';
  return joint ? softmax(logits) : inEachGroup(logits, layout, (group) => softmax(group));
}

/** The weights that act: the k largest, over all experts or in each group, renormalised if the config says so. @param weights (B, S, N) */
export function actingWeights(
  weights: Tensor,
  config: MixtureConfig,
  layout: ExpertLayout,
): Tensor {
  const { expertsPerToken: k, expertRouters = 'joint', renormalise = false } = config;
  const kept =
    expertRouters === 'joint'
      ? keepLargest(weights, k)
      : inEachGroup(weights, layout, (group) => keepLargest(group, k));
  return renormalise ? div(kept, maximum(sum(kept, 2, true), 1e-20)) : kept;
}

/** Weights of the shared experts behind a router of their own: softmax, k largest. @param logits (B, S, shared) */
export function sharedWeights(logits: Tensor, config: MixtureConfig): Tensor {
  return keepLargest(softmax(logits), config.expertsPerToken);
}
