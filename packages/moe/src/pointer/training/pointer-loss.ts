import {
  add,
  argMax,
  cast,
  concat,
  div,
  equal,
  maximum,
  mul,
  scalar,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { PointerModelConfig } from '../pointer-config.js';
import { routerLosses } from '../../losses/router-losses.js';
import type { LossWeights } from '../../losses/loss-weights.js';
import { tokenLoss } from '../../losses/token-loss.js';
import type { PointerOutputs } from '../model/pointer-model.js';

/** What the loss compares with; shapes as in `PointerBatch`. */
export interface PointerTargets {
  readonly targets: Tensor;
  readonly targetMask: Tensor;
  readonly prefixMask: Tensor;
  readonly dialect: Tensor;
}

/** Scalars of one batch. */
export interface PointerLosses {
  readonly loss: Tensor;
  readonly lmLoss: Tensor;
  readonly balanceLoss: Tensor;
  readonly dialectLoss: Tensor;
  /** Share of target codes that were the most likely one. */
  readonly accuracy: Tensor;
}

/** L = L_LM + balance · L_Bal + dialect · L_DR. Padding counts in none of the terms. */
export function pointerLoss(
  config: PointerModelConfig,
  { logits, routings }: PointerOutputs,
  inputs: PointerTargets,
  weights: LossWeights,
): PointerLosses {
  const { targets, targetMask, prefixMask, dialect } = inputs;
  const lm = tokenLoss(logits, targets, targetMask, weights.labelSmoothing);
  const { mixture } = config;
  const { balance, dialect: router } =
    mixture === null
      ? { balance: scalar(0), dialect: scalar(0) }
      : routerLosses(
          mixture,
          routings,
          { positions: concat([prefixMask, targetMask], 1), dialect },
          weights.dialectSmoothing,
        );
  const loss = add(add(lm, mul(balance, weights.balance)), mul(router, weights.dialect));
  const hits = cast(equal(cast(argMax(logits, 2), 'int32'), targets), 'float32');
  const accuracy = div(sum(mul(hits, targetMask)), maximum(sum(targetMask), 1));
  return { loss, lmLoss: lm, balanceLoss: balance, dialectLoss: router, accuracy };
}
