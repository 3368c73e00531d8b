import {
  add,
  matMul,
  mul,
  reshape,
  softmax,
  tile,
  transpose,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { DecoderConfig } from '../config/decoder-config.js';
import type { AdaptedLinear } from '../config/mixture-config.js';
import { adaptedInput, adaptedLinear, type Adapters } from '../mixture/adapters.js';
import type { Parameters } from '../numerics/parameters.js';
import { applyRotary, type RotaryTables } from './rotary.js';

/**
 * Combines queries with keys and values; full sequences and cached decoding differ only here.
 * Heads come first: q and the result are (H, B, S, dh), k and v (Hkv, B, S, dh), k and q already rotated;
 * `repeatHeads` gives each query head its key/value head.
 */
export type Attend = (layer: number, q: Tensor, k: Tensor, v: Tensor) => Tensor;

/** softmax(q kᵀ / √dh + bias) v for whole sequences; `biasOf(layer)` is additive and broadcasts to (H, B, S, S), or null. */
export function fullAttention(biasOf: (layer: number) => Tensor | null): Attend {
  return (layer, q, k, v) => {
    const heads = q.shape[0] as number;
    const keys = repeatHeads(k, heads);
    const scores = mul(matMul(q, keys, false, true), 1 / Math.sqrt(q.shape[3] as number));
    const bias = biasOf(layer);
    return matMul(softmax(bias === null ? scores : add(scores, bias)), repeatHeads(v, heads));
  };
}

function splitHeads(x: Tensor, heads: number, headWidth: number): Tensor {
  const [batch, length] = x.shape as [number, number, number];
  return transpose(reshape(x, [batch, length, heads, headWidth]), [2, 0, 1, 3]);
}

/** Repeats each key/value head for the query heads that share it: (Hkv, B, S, dh) → (numHeads, B, S, dh). */
export function repeatHeads(x: Tensor, numHeads: number): Tensor {
  const [kvHeads, ...rest] = x.shape as [number, number, number, number];
  if (kvHeads === numHeads) return x;
  const repeated = tile(reshape(x, [kvHeads, 1, -1]), [1, numHeads / kvHeads, 1]);
  return reshape(repeated, [numHeads, ...rest]);
}

/** Self-attention of one layer. @param x (B, S, D) after the input norm. @returns (B, S, D) */
export function selfAttention(
  parameters: Parameters,
  layer: number,
  x: Tensor,
  {
    config,
    adapters,
    attend,
    rotary,
  }: {
    config: DecoderConfig;
    adapters: Adapters | null;
    attend: Attend;
    rotary: RotaryTables | null;
  },
): Tensor {
  const { numHeads, numKvHeads, headWidth } = config;
  const input = adaptedInput(x, adapters);
  const project = (part: AdaptedLinear, heads: number): Tensor =>
    splitHeads(adaptedLinear(parameters, { layer, part }, input, adapters), heads, headWidth);
  let q = project('q_proj', numHeads);
  let k = project('k_proj', numKvHeads);
  if (rotary !== null) [q, k] = [applyRotary(q, rotary), applyRotary(k, rotary)];
  const v = project('v_proj', numKvHeads);
  const heads = attend(layer, q, k, v);
  const [batch, length] = x.shape as [number, number, number];
  const context = reshape(transpose(heads, [1, 2, 0, 3]), [batch, length, numHeads * headWidth]);
  const output = adaptedInput(context, adapters);
  return adaptedLinear(parameters, { layer, part: 'o_proj' }, output, adapters);
}
