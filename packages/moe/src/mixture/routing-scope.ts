import { add, div, expandDims, mean, mul, sub, sum, type Tensor } from '@tensorflow/tfjs-core';

/** Router inputs that are the same in every layer. */
export interface RoutingScope {
  /** (B, D) 1 = the sample may use the group; null = every sample may use all groups. */
  readonly groupMask: Tensor | null;
  /** (B, S) 1 = counts where a router reads the mean of a sequence; null = all positions. */
  readonly sentenceMask: Tensor | null;
}

/** Added to the logit of what may not act: large, yet finite in float32 arithmetic. */
const EXCLUDED = -1e9;

/** A 0/1 mask as additive logits. */
export function excluded(mask: Tensor): Tensor {
  return mul(sub(1, mask), EXCLUDED);
}

/** Logits with what may not act pushed down; a null mask changes nothing. */
export function withinMask(logits: Tensor, mask: Tensor | null): Tensor {
  return mask === null ? logits : add(logits, excluded(mask));
}

/** Mean over the positions that count. (B, S, n) → (B, 1, n) */
export function sequenceMean(x: Tensor, mask: Tensor | null): Tensor {
  if (mask === null) return mean(x, 1, true);
  const weights = expandDims(mask, 2);
  return div(sum(mul(x, weights), 1, true), sum(weights, 1, true));
}
