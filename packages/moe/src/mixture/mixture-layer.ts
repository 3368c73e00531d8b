import {
  add,
  concat,
  matMul,
  mul,
  reshape,
  scalar,
  tensor1d,
  tensor2d,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { MixtureConfig } from '../config/mixture-config.js';
import { linear } from '../numerics/linear.js';
import { parameter, type Parameters } from '../numerics/parameters.js';
import { baseLinear } from '../numerics/quantized-linear.js';
import { actingExperts, fewAct, innerProducts, stackedExperts } from './acting-experts.js';
import { sharedWeights } from './expert-choice.js';
import type { ExpertLayout } from './expert-layout.js';
import { route, type RouteRun, type Routing } from './router.js';

/** Result of a mixture layer; `routing` is null without expert groups. */
export interface MixtureOutput {
  /** (B, S, out) */
  readonly y: Tensor;
  readonly routing: Routing | null;
}

/**
 * The MoMQ mixture on one linear layer (arXiv 2410.18406):
 * y = W0 x + s · B_sh A_sh drop(x) + Σ_acting w_i · s · B_i A_i drop(x).
 * All experts are computed as one stacked LoRA whose rank rows are scaled by the expert weights (0 for those that do not act): N·r is small.
 * Serving gives the weights of all experts stacked (`stackedExperts`), shared ones last unless they are folded into the base.
 * Weights under `{name}`: `weight` (out, in) and `bias` (out) if present; `shared.lora_a` (S·r, in), `shared.lora_b` (out, S·r);
 * per group `groups.{g}.lora_a` (n·r, in), `.lora_b` (out, n·r), `.expert_router` (n, in), `.dialect_router` (1, in).
 * @param x (B, S, in)
 * @param run `given`: weights of the experts that were decided elsewhere; absent: the layer's own routers decide. `active`: see `Adapters`
 */
export function mixtureLayer(
  parameters: Parameters,
  name: string,
  x: Tensor,
  run: RouteRun & { readonly given?: Routing | null; readonly active?: Tensor | null },
): MixtureOutput {
  const { config, layout, dropout, given = null, active = null } = run;
  const y = baseLinear(parameters, name, x);
  const routing = given ?? (layout.numExperts > 0 ? route(parameters, name, x, run) : null);
  const sharedRank = config.routing === 'sentence' ? 0 : config.numSharedExperts * config.lora.rank;
  if (routing === null && sharedRank === 0) return { y, routing };

  const [batch, length] = x.shape as [number, number, number];
  const served = stackedExperts(parameters, name);
  if (served !== null && routing !== null) {
    if (sharedRank === 0 && fewAct(routing.weights, config, layout)) {
      const delta = actingExperts(x, routing.weights, { ...served, config, layout });
      return { y: add(y, whereActive(delta, active)), routing };
    }
    const scales = rankScales(routing, config, { layout, sharedRank, batch, length });
    const inner = reshape(mul(innerProducts(x, served.a), scales), [
      -1,
      layout.totalRank + sharedRank,
    ]);
    const delta = reshape(matMul(inner, served.b), y.shape);
    return { y: add(y, whereActive(delta, active)), routing };
  }

  const owners = config.groups.map((group) => `${name}.groups.${group.name}`);
  if (sharedRank > 0) owners.push(`${name}.shared`);
  const stack = (part: string, axis: number): Tensor => {
    const parts = owners.map((owner) => parameter(parameters, `${owner}.${part}`));
    return parts.length === 1 ? (parts[0] as Tensor) : concat(parts, axis);
  };
  const inner = linear(dropout.apply(x, config.dropout), stack('lora_a', 0));
  let scales = rankScales(routing, config, { layout, sharedRank, batch, length });
  if (sharedRank > 0 && config.expertRouters === 'per-group') {
    const logits = linear(x, parameter(parameters, `${name}.shared.expert_router`));
    scales = add(scales, sharedRankScales(sharedWeights(logits, config), config, layout));
  }
  const delta = linear(mul(inner, scales), stack('lora_b', 1));
  return { y: add(y, whereActive(delta, active)), routing };
}

/** What adapters add, on the tokens that they act on. @param active as in `Adapters` */
export function whereActive(delta: Tensor, active: Tensor | null): Tensor {
  return active === null ? delta : mul(delta, active);
}

/**
 * Factor of each rank row: expert weight · alpha/rank for routed experts; alpha/rank for shared ones, or 0 when they
 * have a router, whose weights are added. Broadcasts to (B, S, total rank).
 */
function rankScales(
  routing: Routing | null,
  config: MixtureConfig,
  {
    layout,
    sharedRank,
    batch,
    length,
  }: { layout: ExpertLayout; sharedRank: number; batch: number; length: number },
): Tensor {
  const shared = config.expertRouters === 'per-group' ? 0 : config.lora.alpha / config.lora.rank;
  if (routing === null) return scalar(shared);
  const perSentence = routing.weights.shape[1] === 1 && length > 1;
  const rows = reshape(routing.weights, [-1, layout.numExperts]);
  const scales = reshape(matMul(rows, layout.expertToRank(sharedRank)), [
    batch,
    perSentence ? 1 : length,
    layout.totalRank + sharedRank,
  ]);
  if (sharedRank === 0) return scales;
  const always = new Float32Array(layout.totalRank + sharedRank).fill(shared, layout.totalRank);
  return add(scales, tensor1d(always));
}

/** Factors of the shared experts' rank rows from their own router, 0 for the routed ones: (B, S, total rank). @param weights (B, S, shared) */
function sharedRankScales(weights: Tensor, { lora }: MixtureConfig, layout: ExpertLayout): Tensor {
  const [batch, length, count] = weights.shape as [number, number, number];
  const columns = layout.totalRank + count * lora.rank;
  const matrix = new Float32Array(count * columns);
  for (let expert = 0; expert < count; expert += 1) {
    const start = expert * columns + layout.totalRank + expert * lora.rank;
    matrix.fill(lora.alpha / lora.rank, start, start + lora.rank);
  }
  const scales = matMul(reshape(weights, [-1, count]), tensor2d(matrix, [count, columns]));
  return reshape(scales, [batch, length, columns]);
}
