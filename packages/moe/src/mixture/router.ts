import {
  add,
  concat,
  expandDims,
  matMul,
  mean,
  mul,
  reshape,
  softmax,
  sub,
  sum,
  div,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { MixtureConfig } from '../config/mixture-config.js';
import { linear } from '../numerics/linear.js';
import { parameter, type Parameters } from '../numerics/parameters.js';
import type { ExpertLayout } from './expert-layout.js';
import { topKMask } from './top-k-mask.js';

/** Added to the logit of what may not act: large, yet finite in float32 arithmetic. */
const EXCLUDED = -1e9;

/** What a mixture layer's routers decided. */
export interface Routing {
  /** (B, S, N) weights of the routed experts, zero for those that do not act. Sentence routing: (B, 1, N). */
  readonly weights: Tensor;
  /** (B, S, N) expert logits, excluded groups already pushed down; input of the balance loss. */
  readonly expertLogits: Tensor;
  /** (B, S, D) raw dialect logits, input of the dialect loss; null when the dialect router is off. */
  readonly dialectLogits: Tensor | null;
}

/** Router inputs that are the same in every layer. */
export interface RoutingScope {
  /** (B, D) 1 = the sample may use the group. */
  readonly groupMask: Tensor;
  /** (B, S) 1 = counts in the mean of sentence routing; null = all positions. */
  readonly sentenceMask: Tensor | null;
}

function routerMatrix(
  parameters: Parameters,
  name: string,
  config: MixtureConfig,
  router: string,
): Tensor {
  const columns = config.groups.map((group) =>
    parameter(parameters, `${name}.groups.${group.name}.${router}`),
  );
  return columns.length === 1 ? (columns[0] as Tensor) : concat(columns, 0);
}

/** mask (B, 1, n) of 0/1 as additive logits. */
function excluded(mask: Tensor): Tensor {
  return mul(sub(1, mask), EXCLUDED);
}

/**
 * Two-level routing (arXiv 2410.18406): p_d = softmax(x W_d), p_e = softmax over ALL experts (x W_e),
 * w = p_d[group of e] · p_e[e], the k largest w act, without renormalisation.
 * @param x (B, S, in) input of `down_proj`
 */
export function route(
  parameters: Parameters,
  name: string,
  x: Tensor,
  { config, layout, scope }: { config: MixtureConfig; layout: ExpertLayout; scope: RoutingScope },
): Routing {
  const toExpert = layout.groupToExpert();
  const groupMask = expandDims(scope.groupMask, 1);
  const expertMask = expandDims(matMul(scope.groupMask, toExpert), 1);
  const expertRouter = routerMatrix(parameters, name, config, 'expert_router');

  if (config.routing === 'sentence') {
    const logits = add(
      linear(sentenceMean(x, scope.sentenceMask), expertRouter),
      excluded(expertMask),
    );
    return { weights: mul(softmax(logits), expertMask), expertLogits: logits, dialectLogits: null };
  }

  const expertLogits = add(linear(x, expertRouter), excluded(expertMask));
  let weights = mul(softmax(expertLogits), expertMask);
  let dialectLogits: Tensor | null = null;
  if (config.dialectRouter) {
    dialectLogits = linear(x, routerMatrix(parameters, name, config, 'dialect_router'));
    const dialects = softmax(add(dialectLogits, excluded(groupMask)));
    weights = mul(weights, spread(dialects, toExpert));
  }
  const flat = reshape(weights, [-1, layout.numExperts]);
  const kept = mul(flat, topKMask(flat, config.expertsPerToken));
  return { weights: reshape(kept, weights.shape), expertLogits, dialectLogits };
}

/** (B, S, D) · (D, N) → (B, S, N) */
function spread(x: Tensor, matrix: Tensor): Tensor {
  const [rows, columns] = matrix.shape as [number, number];
  return reshape(matMul(reshape(x, [-1, rows]), matrix), [...x.shape.slice(0, -1), columns]);
}

/** (B, S, in) → (B, 1, in) */
function sentenceMean(x: Tensor, mask: Tensor | null): Tensor {
  if (mask === null) return mean(x, 1, true);
  const weights = expandDims(mask, 2);
  return div(sum(mul(x, weights), 1, true), sum(weights, 1, true));
}
