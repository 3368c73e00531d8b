import {
  concat,
  div,
  expandDims,
  matMul,
  maximum,
  mul,
  ones,
  reshape,
  softmax,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { MixtureConfig } from '../config/mixture-config.js';
import type { Dropout } from '../numerics/dropout.js';
import { linear } from '../numerics/linear.js';
import { optionalParameter, parameter, type Parameters } from '../numerics/parameters.js';
import { hardDialect, softDialects } from './dialect-choice.js';
import { actingWeights, expertProbabilities } from './expert-choice.js';
import type { ExpertLayout } from './expert-layout.js';
import { sequenceMean, withinMask, type RoutingScope } from './routing-scope.js';

/** What a mixture layer's routers decided. */
export interface Routing {
  /** (B, S, N) weights of the routed experts, zero for those that do not act. One decision per sample: (B, 1, N). */
  readonly weights: Tensor;
  /** (B, S, N) expert logits, excluded groups already pushed down; input of the balance loss. Null without an expert router. */
  readonly expertLogits: Tensor | null;
  /** (B, S, D) raw dialect logits, input of the dialect loss; null when the dialect router is off. */
  readonly dialectLogits: Tensor | null;
}

/** What routing needs besides weights and input. */
export interface RouteRun {
  readonly config: MixtureConfig;
  readonly layout: ExpertLayout;
  readonly scope: RoutingScope;
  readonly dropout: Dropout;
}

function routerMatrix(
  parameters: Parameters,
  name: string,
  config: MixtureConfig,
  router: string,
): Tensor {
  const stacked = optionalParameter(parameters, `${name}.experts.${router}`);
  if (stacked !== null) return stacked;
  const columns = config.groups.map((group) =>
    parameter(parameters, `${name}.groups.${group.name}.${router}`),
  );
  return columns.length === 1 ? (columns[0] as Tensor) : concat(columns, 0);
}

/** (B, D) group mask → (B, 1, N) expert mask; null for all experts */
function expertMask({ groupMask }: RoutingScope, layout: ExpertLayout): Tensor | null {
  return groupMask === null ? null : expandDims(matMul(groupMask, layout.groupToExpert()), 1);
}

/** Weights of experts that may not act become exactly 0. */
function masked(weights: Tensor, mask: Tensor | null): Tensor {
  return mask === null ? weights : mul(weights, mask);
}

/**
 * Two-level routing (arXiv 2410.18406): p_d = softmax(x W_d), p_e = softmax over ALL experts (x W_e),
 * w = p_d[group of e] · p_e[e], the k largest w act, without renormalisation. The config's switches change each step.
 * @param name owner of the router rows: `{name}.groups.{g}.expert_router` (n, in), `.dialect_router` (1, in), or of all groups' rows
 *   in one matrix: `{name}.experts.expert_router` (N, in), `.dialect_router` (D, in)
 * @param x (B, S, in) what the routers read: the input of the layer, or of the block for experts that are blocks
 */
export function route(parameters: Parameters, name: string, x: Tensor, run: RouteRun): Routing {
  const { config, layout, scope } = run;
  if (config.routing === 'dialect') return dialectRouting(layout, scope, x.shape[0] as number);
  const mask = expertMask(scope, layout);
  const expertRouter = routerMatrix(parameters, name, config, 'expert_router');

  if (config.routing === 'sentence') {
    const means = sequenceMean(x, scope.sentenceMask);
    const logits = withinMask(linear(means, expertRouter), mask);
    return { weights: masked(softmax(logits), mask), expertLogits: logits, dialectLogits: null };
  }

  const expertLogits = withinMask(linear(x, expertRouter), mask);
  let weights = masked(expertProbabilities(expertLogits, config, layout), mask);
  let dialectLogits: Tensor | null = null;
  if (config.dialectRouter) {
    dialectLogits = linear(x, routerMatrix(parameters, name, config, 'dialect_router'));
    const dialects =
      config.hardDialectRouter === true
        ? hardDialect(dialectLogits, scope, run.dropout)
        : softDialects(dialectLogits, scope);
    weights = mul(weights, spread(dialects, layout.groupToExpert()));
  }
  return { weights: actingWeights(weights, config, layout), expertLogits, dialectLogits };
}

/** No router: the experts of the allowed groups act, weight 1 shared evenly by those groups. */
function dialectRouting(layout: ExpertLayout, scope: RoutingScope, batch: number): Routing {
  const groupMask = scope.groupMask ?? ones([batch, layout.numGroups]);
  const allowed = expandDims(matMul(groupMask, layout.groupToExpert()), 1);
  const count = expandDims(sum(groupMask, 1, true), 1);
  return { weights: div(allowed, maximum(count, 1)), expertLogits: null, dialectLogits: null };
}

/**
 * X-LoRA: the weights of all layers' experts are softmax(h W + b) of the last hidden state of a pass without adapters.
 * `expertsPerToken` below N keeps the largest, as X-LoRA's optional top-k mask does, without renormalising unless the config says so.
 * @param name owner of the classifier's rows: `{name}.groups.{g}.expert_router` (n, D), `.expert_bias` (n)
 * @param hidden (B, S, D)
 */
export function routeByHidden(
  parameters: Parameters,
  name: string,
  hidden: Tensor,
  { config, layout, scope }: RouteRun,
): Routing {
  const mask = expertMask(scope, layout);
  const logits = linear(
    hidden,
    routerMatrix(parameters, name, config, 'expert_router'),
    routerMatrix(parameters, name, config, 'expert_bias'),
  );
  const expertLogits = withinMask(logits, mask);
  const weights = masked(softmax(expertLogits), mask);
  return { weights: actingWeights(weights, config, layout), expertLogits, dialectLogits: null };
}

/** (B, S, D) · (D, N) → (B, S, N) */
function spread(x: Tensor, matrix: Tensor): Tensor {
  const [rows, columns] = matrix.shape as [number, number];
  return reshape(matMul(reshape(x, [-1, rows]), matrix), [...x.shape.slice(0, -1), columns]);
}
