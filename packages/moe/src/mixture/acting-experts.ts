import {
  gather,
  matMul,
  mul,
  reshape,
  tensor1d,
  topk,
  transpose,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { MixtureConfig } from '../config/mixture-config.js';
import { linear } from '../numerics/linear.js';
import { optionalParameter, parameter, type Parameters } from '../numerics/parameters.js';
import type { ExpertLayout } from './expert-layout.js';

/** The experts of all groups as two matrices, rows in the order of the layout. */
export interface StackedExperts {
  /** (total rank, in) */
  readonly a: Tensor;
  /** (total rank, out): the transposed B matrices. */
  readonly b: Tensor;
}

/** The stacked weights of a mixture layer, `{name}.experts.lora_a` and `.lora_b_rows`, or null when each group has its own. */
export function stackedExperts(parameters: Parameters, name: string): StackedExperts | null {
  const a = optionalParameter(parameters, `${name}.experts.lora_a`);
  return a === null ? null : { a, b: parameter(parameters, `${name}.experts.lora_b_rows`) };
}

/** Most tokens that count as few beside the rows of a stacked matrix. */
const FEW_TOKENS = 32;

/**
 * A x of every expert. For few tokens as (A xᵀ)ᵀ: the runtime lays the right factor of a product out anew, and x is smaller than A.
 * @param x (B, S, in)
 * @returns (B, S, total rank)
 */
export function innerProducts(x: Tensor, a: Tensor): Tensor {
  const tokens = x.size / (x.shape[2] as number);
  if (tokens === 1 || tokens > FEW_TOKENS) return linear(x, a);
  const rows = transpose(matMul(a, reshape(x, [tokens, -1]), false, true));
  return reshape(rows, [...x.shape.slice(0, -1), a.shape[0] as number]);
}

/** What copying a weight costs, in readings of it: one to read, one to write, one to read the copy. */
const COPY = 3;

/** Whether so few experts act on so few tokens that copying their weights out costs less than computing all. @param weights (B, S, N) */
export function fewAct(weights: Tensor, config: MixtureConfig, layout: ExpertLayout): boolean {
  const tokens = weights.size / layout.numExperts;
  const evenRanks = layout.ranks.every((rank) => rank === layout.ranks[0]);
  return (
    config.expertRouters !== 'per-group' &&
    config.routing === 'token' &&
    evenRanks &&
    COPY * tokens * config.expertsPerToken < layout.numExperts
  );
}

/**
 * Σ_acting w_i · alpha/r · B_i A_i x of the k acting experts alone: their weights are gathered, the others' are not read.
 * @param x (B, S, in)
 * @param weights (B, S, N), zero for experts that do not act
 * @returns (B, S, out)
 */
export function actingExperts(
  x: Tensor,
  weights: Tensor,
  {
    a,
    b,
    config,
    layout,
  }: StackedExperts & { readonly config: MixtureConfig; readonly layout: ExpertLayout },
): Tensor {
  const { numExperts, ranks } = layout;
  const [rank, k] = [ranks[0] as number, config.expertsPerToken];
  const [inWidth, outWidth] = [a.shape[1] as number, b.shape[1] as number];
  const tokens = weights.size / numExperts;
  const scales = config.groups.flatMap(({ numExperts: count, alpha }) =>
    Array.from({ length: count }, () => alpha / rank),
  );
  const scaled = mul(reshape(weights, [tokens, numExperts]), tensor1d(scales));
  const { values, indices } = topk(scaled, k, true); // what does not act is 0 and comes last
  const chosen = (matrix: Tensor, width: number): Tensor =>
    reshape(gather(reshape(matrix, [numExperts, rank * width]), reshape(indices, [tokens * k])), [
      tokens,
      k * rank,
      width,
    ]);
  const inner = matMul(reshape(x, [tokens, 1, inWidth]), chosen(a, inWidth), false, true);
  const weighted = mul(reshape(inner, [tokens, k, rank]), reshape(values, [tokens, k, 1]));
  const delta = matMul(reshape(weighted, [tokens, 1, k * rank]), chosen(b, outWidth));
  return reshape(delta, [...x.shape.slice(0, -1), outWidth]);
}
