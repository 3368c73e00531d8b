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
 * L_Bal of all layers, and of all target layers in a block, pooled.
 * @param selected shares of a larger batch to balance with, see `balanceLoss`
 */
export function routerBalance(
  mixture: MixtureConfig,
  routings: readonly Routing[],
  { positions, dialect }: RouterTargets,
  selected: Tensor | null = null,
): Tensor {
  const perToken = mixture.routing === 'sentence' ? null : positions;
  const expertLogits = routings.flatMap((routing) => routing.expertLogits ?? []);
  if (expertLogits.length === 0) return scalar(0);
  const layout = expertLayout(mixture);
  if (mixture.balance === 'localized') {
    const weights = routings.map((routing) => routing.weights);
    const { localizedDelta: delta = 0.1 } = mixture;
    return localizedBalanceLoss(weights, perToken, dialect, { layout, delta });
  }
  const groups = mixture.balanceWithinGroups ? layout.numGroups : 1;
  return balanceLoss(expertLogits, mixture.expertsPerToken, perToken, { groups, selected });
}

/**
 * The router losses of all layers, and of all target layers in a block, pooled.
 * @param smoothing label smoothing of L_DR
 */
export function routerLosses(
  mixture: MixtureConfig,
  routings: readonly Routing[],
  targets: RouterTargets,
  smoothing: number,
): RouterLosses {
  const dialectLogits = routings.flatMap((routing) => routing.dialectLogits ?? []);
  // with one group there is nothing to choose
  const chooses = dialectLogits.length > 0 && mixture.groups.length > 1;
  const averaged = mixture.dialectLossPositions === 'all' ? null : targets.positions;
  const router = chooses
    ? dialectLoss(meanDialectLogits(dialectLogits, averaged), targets.dialect, smoothing)
    : scalar(0);
  return { balance: routerBalance(mixture, routings, targets), dialect: router };
}
