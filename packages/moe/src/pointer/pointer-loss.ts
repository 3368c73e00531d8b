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
import type { PointerModelConfig } from '../config/pointer-config.js';
import { balanceLoss } from '../losses/balance-loss.js';
import { dialectLoss, meanDialectLogits } from '../losses/dialect-loss.js';
import { tokenLoss } from '../losses/token-loss.js';
import type { PointerOutputs } from './pointer-model.js';

/** What the loss compares with; shapes as in `PointerBatch`. */
export interface PointerTargets {
  readonly targets: Tensor;
  readonly targetMask: Tensor;
  readonly prefixMask: Tensor;
  readonly dialect: Tensor;
}

/** Coefficients of the loss terms. */
export interface LossWeights {
  readonly balance: number;
  readonly dialect: number;
  readonly dialectSmoothing: number;
  readonly labelSmoothing: number;
}

/** The paper's coefficients; smoothing off. */
export const paperLossWeights: LossWeights = {
  balance: 0.001,
  dialect: 0.01,
  dialectSmoothing: 0,
  labelSmoothing: 0,
};

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
  const positions = concat([prefixMask, targetMask], 1);
  let balance: Tensor = scalar(0);
  let router: Tensor = scalar(0);
  let loss = lm;
  if (mixture !== null && routings.length > 0) {
    const groups = mixture.balanceWithinGroups ? mixture.groups.length : 1;
    const mask = mixture.routing === 'sentence' ? null : positions;
    balance = balanceLoss(
      routings.map((routing) => routing.expertLogits),
      mixture.expertsPerToken,
      mask,
      groups,
    );
    loss = add(loss, mul(balance, weights.balance));
    // with one group there is nothing to choose
    if (mixture.dialectRouter && mixture.groups.length > 1) {
      const perLayer = routings.flatMap(({ dialectLogits }) =>
        dialectLogits === null ? [] : [dialectLogits],
      );
      router = dialectLoss(
        meanDialectLogits(perLayer, positions),
        dialect,
        weights.dialectSmoothing,
      );
      loss = add(loss, mul(router, weights.dialect));
    }
  }
  const hits = cast(equal(cast(argMax(logits, 2), 'int32'), targets), 'float32');
  const accuracy = div(sum(mul(hits, targetMask)), maximum(sum(targetMask), 1));
  return { loss, lmLoss: lm, balanceLoss: balance, dialectLoss: router, accuracy };
}
