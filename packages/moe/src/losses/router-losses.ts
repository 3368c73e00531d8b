import { scalar, type Tensor } from '@tensorflow/tfjs-core';
import type { MixtureConfig } from '../config/mixture-config.js';
import { expertLayout } from '../mixture/expert-layout.js';
import type { Routing } from '../mixture/router.js';
import { balanceLoss } from './balance-loss.js';
import { dialectLoss, meanDialectLogits } from './dialect-loss.js';
import { localizedBalanceLoss } from './localized-balance-loss.js';

/** What the router losses of a batch compare with. */
export interface RouterTargets {
  /** (B, S) 1 = a real position; padding counts in neither loss, but for `dialectLossPositions: 'all'` in L_DR. */
  readonly positions: Tensor;
  /** (B) int32 the sample's dialect as an index of the groups. */
  readonly dialect: Tensor;
}

/** L_Bal and L_DR before their coefficients; 0 where the config has no such router. */
export interface RouterLosses {
  readonly balance: Tensor;
  readonly dialect: Tensor;
}

/**
 * The router losses of all layers, and of all target layers in a block, pooled.
 * @param smoothing label smoothing of L_DR
 */
export function routerLosses(
  mixture: MixtureConfig,
  routings: readonly Routing[],
  { positions, dialect }: RouterTargets,
  smoothing: number,
): RouterLosses {
  const perToken = mixture.routing === 'sentence' ? null : positions;
  const expertLogits = routings.flatMap((routing) => routing.expertLogits ?? []);
  const dialectLogits = routings.flatMap((routing) => routing.dialectLogits ?? []);
  const layout = expertLayout(mixture);
  let balance: Tensor = scalar(0);
  if (expertLogits.length > 0) {
    if (mixture.balance === 'localized') {
      const weights = routings.map((routing) => routing.weights);
      const { localizedDelta: delta = 0.1 } = mixture;
      balance = localizedBalanceLoss(weights, perToken, dialect, { layout, delta });
    } else {
      const groups = mixture.balanceWithinGroups ? layout.numGroups : 1;
      balance = balanceLoss(expertLogits, mixture.expertsPerToken, perToken, groups);
    }
  }
  // with one group there is nothing to choose
  const chooses = dialectLogits.length > 0 && layout.numGroups > 1;
  const averaged = mixture.dialectLossPositions === 'all' ? null : positions;
  const router = chooses
    ? dialectLoss(meanDialectLogits(dialectLogits, averaged), dialect, smoothing)
    : scalar(0);
  return { balance, dialect: router };
}
