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
import type { DecoderConfig, LoraConfig } from '../config/decoder-config.js';
import type { Dropout } from '../numerics/dropout.js';
import type { Parameters } from '../numerics/parameters.js';
import { loraInput, loraLinear } from './lora-linear.js';
import { applyRotary } from './rotary.js';

/**
 * Combines queries with keys and values; full sequences and cached decoding differ only here.
 * q, k, v and the result are heads first: (H, B, S, dh); k and v are already repeated to H heads.
 */
export type Attend = (layer: number, q: Tensor, k: Tensor, v: Tensor) => Tensor;

/** softmax(q kᵀ / √dh + bias) v for whole sequences; `biasOf(layer)` is (H, B, S, S) additive or null. */
export function fullAttention(biasOf: (layer: number) => Tensor | null): Attend {
  return (layer, q, k, v) => {
    const scores = mul(matMul(q, k, false, true), 1 / Math.sqrt(q.shape[3] as number));
    const bias = biasOf(layer);
    return matMul(softmax(bias === null ? scores : add(scores, bias)), v);
  };
}

function splitHeads(x: Tensor, heads: number, headWidth: number): Tensor {
  const [batch, length] = x.shape as [number, number, number];
  return transpose(reshape(x, [batch, length, heads, headWidth]), [2, 0, 1, 3]);
}

/** Repeats each key/value head for the query heads that share it: (Hkv, B, S, dh) → (H, B, S, dh). */
function repeatHeads(x: Tensor, repeats: number): Tensor {
  if (repeats === 1) return x;
  const [heads, ...rest] = x.shape as [number, number, number, number];
  const repeated = tile(reshape(x, [heads, 1, -1]), [1, repeats, 1]);
  return reshape(repeated, [heads * repeats, ...rest]);
}

/** Self-attention of one layer. @param x (B, S, D) after the input norm. @returns (B, S, D) */
export function selfAttention(
  parameters: Parameters,
  layer: number,
  x: Tensor,
  {
    config,
    lora,
    attend,
    dropout,
  }: { config: DecoderConfig; lora: LoraConfig | null; attend: Attend; dropout: Dropout },
): Tensor {
  const name = `layers.${layer}.self_attn`;
  const { numHeads, numKvHeads, headWidth, ropeTheta } = config;
  const input = loraInput(x, lora, dropout);
  const project = (part: string, heads: number): Tensor =>
    splitHeads(loraLinear(parameters, `${name}.${part}`, input), heads, headWidth);
  let q = project('q_proj', numHeads);
  let k = project('k_proj', numKvHeads);
  if (ropeTheta !== null) [q, k] = [applyRotary(q, ropeTheta), applyRotary(k, ropeTheta)];
  const v = project('v_proj', numKvHeads);
  const repeats = numHeads / numKvHeads;
  const heads = attend(layer, q, repeatHeads(k, repeats), repeatHeads(v, repeats));
  const [batch, length] = x.shape as [number, number, number];
  const context = reshape(transpose(heads, [1, 2, 0, 3]), [batch, length, numHeads * headWidth]);
  return loraLinear(parameters, `${name}.o_proj`, loraInput(context, lora, dropout));
}
