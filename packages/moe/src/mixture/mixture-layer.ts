import {
  add,
  concat,
  matMul,
  mul,
  reshape,
  scalar,
  tensor1d,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { MixtureConfig } from '../config/mixture-config.js';
import type { Dropout } from '../numerics/dropout.js';
import { linear } from '../numerics/linear.js';
import { parameter, type Parameters } from '../numerics/parameters.js';
import type { ExpertLayout } from './expert-layout.js';
import { route, type Routing, type RoutingScope } from './router.js';

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
 * Weights under `{name}`: `weight` (out, in); `shared.lora_a` (S·r, in), `shared.lora_b` (out, S·r);
 * per group `groups.{g}.lora_a` (n·r, in), `.lora_b` (out, n·r), `.expert_router` (n, in), `.dialect_router` (1, in).
 * @param x (B, S, in)
 */
export function mixtureLayer(
  parameters: Parameters,
  name: string,
  x: Tensor,
  {
    config,
    layout,
    scope,
    dropout,
  }: { config: MixtureConfig; layout: ExpertLayout; scope: RoutingScope; dropout: Dropout },
): MixtureOutput {
  const y = linear(x, parameter(parameters, `${name}.weight`));
  const routing =
    layout.numExperts > 0 ? route(parameters, name, x, { config, layout, scope }) : null;
  const sharedRank = config.routing === 'token' ? config.numSharedExperts * config.lora.rank : 0;
  if (routing === null && sharedRank === 0) return { y, routing };

  const owners = config.groups.map((group) => `${name}.groups.${group.name}`);
  if (sharedRank > 0) owners.push(`${name}.shared`);
  const stack = (part: string, axis: number): Tensor => {
    const parts = owners.map((owner) => parameter(parameters, `${owner}.${part}`));
    return parts.length === 1 ? (parts[0] as Tensor) : concat(parts, axis);
  };
  const [batch, length] = x.shape as [number, number, number];
  const inner = linear(dropout.apply(x, config.dropout), stack('lora_a', 0));
  const scaled = mul(inner, rankScales(routing, config, { layout, sharedRank, batch, length }));
  return { y: add(y, linear(scaled, stack('lora_b', 1))), routing };
}

/** Factor of each rank row: expert weight · alpha/rank for routed experts, alpha/rank for shared ones. Broadcasts to (B, S, total rank). */
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
  const shared = config.lora.alpha / config.lora.rank;
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
