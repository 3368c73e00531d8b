import {
  add,
  concat,
  div,
  expandDims,
  matMul,
  mean,
  mul,
  oneHot,
  square,
  sub,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { ExpertLayout } from '../mixture/expert-layout.js';

/**
 * LoRAMoE's localized balance (arXiv 2312.09979, eq. 7-8, as its code computes it): per layer var(Z) / (mean(Z)² + 1e-10), variance unbiased,
 * where Z[sample, e] = I · Σ over positions of e's weight, I = 1 + δ for the experts of the sample's own group and 1 - δ
 * for the others; mean over layers. It is least when every group's experts are used more for their own dialect.
 * @param weights per layer (B, S, N) router weights of all experts
 * @param mask (B, S) 1 = counts, or null for all
 * @param dialect (B) int32 the sample's group
 */
export function localizedBalanceLoss(
  weights: readonly Tensor[],
  mask: Tensor | null,
  dialect: Tensor,
  { layout, delta }: { readonly layout: ExpertLayout; readonly delta: number },
): Tensor {
  const own = matMul(oneHot(dialect, layout.numGroups), layout.groupToExpert());
  const importance = add(mul(own, 2 * delta), 1 - delta);
  const perLayer = weights.map((layer) => {
    const counted = mask === null ? layer : mul(layer, expandDims(mask, 2));
    const z = mul(sum(counted, 1), importance);
    const variance = div(sum(square(sub(z, mean(z)))), z.size - 1);
    return expandDims(div(variance, add(square(mean(z)), 1e-10)), 0);
  });
  return mean(concat(perLayer));
}
