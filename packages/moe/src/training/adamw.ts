import {
  add,
  addN,
  div,
  minimum,
  mul,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';

/** Constants of AdamW. */
export interface AdamWSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Decoupled; applied to tensors of rank 2 and more. */
  readonly weightDecay: number;
}

/** Scalars that change from step to step. */
export interface AdamWScalars {
  readonly learningRate: Tensor;
  /** 1 / (1 - beta1^t) */
  readonly correction1: Tensor;
  /** 1 / (1 - beta2^t) */
  readonly correction2: Tensor;
}

/** A weight with its first and second moment. */
export interface AdamWSlot {
  readonly weight: Tensor;
  readonly first: Tensor;
  readonly second: Tensor;
}

/** One AdamW update (Loshchilov & Hutter, arXiv 1711.05101) of one weight. */
export function adamW(
  slot: AdamWSlot,
  gradient: Tensor,
  settings: AdamWSettings,
  scalars: AdamWScalars,
): AdamWSlot {
  const { beta1, beta2, epsilon, weightDecay } = settings;
  const first = add(mul(slot.first, beta1), mul(gradient, 1 - beta1));
  const second = add(mul(slot.second, beta2), mul(square(gradient), 1 - beta2));
  const step = div(
    mul(first, scalars.correction1),
    add(sqrt(mul(second, scalars.correction2)), epsilon),
  );
  const decayed =
    slot.weight.rank >= 2 && weightDecay > 0 ? add(step, mul(slot.weight, weightDecay)) : step;
  return { weight: sub(slot.weight, mul(decayed, scalars.learningRate)), first, second };
}

/** Global L2 norm of all gradients, and the factor that brings it down to `limit` (1 when it is below). */
export function clipFactor(
  gradients: readonly Tensor[],
  limit: number,
): { norm: Tensor; factor: Tensor } {
  const norm = sqrt(addN(gradients.map((gradient) => sum(square(gradient)))));
  return { norm, factor: minimum(div(limit, add(norm, 1e-6)), 1) };
}
