/**
 * The forward pass of both models, from the norm to the stack: RMSNorm, rotary positions, grouped-query attention, linear
 * layers with their adapters, SwiGLU feed-forward, block, stack. Reads as Hugging Face's Qwen2 and Llama do, but for the
 * mixture of LoRA experts on linear layers (MoMQ, arXiv 2410.18406), whose routers and experts are in `../mixture`.
 *
 * Shapes: B batch, S positions, D model width, F feed-forward width, H query heads, Hkv key/value heads, dh width of a
 * head, R LoRA rank. Weights of linear layers are (out, in), with Hugging Face's names.
 * @module
 */
import {
  add,
  concat,
  expandDims,
  keep,
  matMul,
  mean,
  mul,
  neg,
  reshape,
  rsqrt,
  slice,
  softmax,
  split,
  square,
  tile,
  transpose,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { DecoderConfig } from '../config/decoder-config.js';
import {
  loraTargets,
  mixtureTargets,
  type AdaptedLinear,
  type MixtureConfig,
} from '../config/mixture-config.js';
import type { Adapters } from '../mixture/adapters.js';
import { loraBlockExperts, smallExperts } from '../mixture/block-experts.js';
import { expertLayout } from '../mixture/expert-layout.js';
import { linearName } from '../mixture/linear-shape.js';
import { mixtureLayer, whereActive } from '../mixture/mixture-layer.js';
import { routeByHidden, type Routing } from '../mixture/router.js';
import type { RoutingScope } from '../mixture/routing-scope.js';
import { noDropout, type Dropout } from '../numerics/dropout.js';
import { linear } from '../numerics/linear.js';
import { parameter, type Parameters } from '../numerics/parameters.js';
import { baseLinear } from '../numerics/quantized-linear.js';
import { swiglu } from '../numerics/swi-glu.js';
import { recomputed } from './recomputed.js';
import { rotaryTables, type RotaryTables } from './rotary-tables.js';

/** x / √(mean(x²) + epsilon) · weight over the last axis. @param x (..., D). @param weight (D) */
export function rmsNorm(x: Tensor, weight: Tensor, epsilon: number): Tensor {
  return mul(mul(x, rsqrt(add(mean(square(x), -1, true), epsilon))), weight);
}

/** Rotates queries or keys, rotate-half form: feature i is paired with i + dh/2. @param x (H, B, S, dh) */
export function applyRotary(x: Tensor, { cosines, sines }: RotaryTables): Tensor {
  const [heads, batch, length, width] = x.shape as [number, number, number, number];
  const half = width / 2;
  const low = slice(x, [0, 0, 0, 0], [heads, batch, length, half]); // (H, B, S, dh/2)
  const high = slice(x, [0, 0, 0, half], [heads, batch, length, half]); // (H, B, S, dh/2)
  const rotated = concat([neg(high), low], 3); // (H, B, S, dh)
  return add(mul(x, cosines), mul(rotated, sines));
}

/**
 * Combines queries with keys and values; full sequences and cached decoding differ only here.
 * Heads come first: q and the result are (H, B, S, dh), k and v (Hkv, B, S, dh), k and q already rotated.
 */
export type Attend = (layer: number, q: Tensor, k: Tensor, v: Tensor) => Tensor;

/** Additive attention logit of what must not be seen: large, yet finite in float32 arithmetic. */
export const HIDDEN = -1e9;

/** Keys and values that queries (..., M, dh) look at. */
export interface AttentionPart {
  /** (..., N, dh) */
  readonly keys: Tensor;
  /** (..., N, dh) */
  readonly values: Tensor;
  /** Added to the scores, broadcasts to (..., M, N); null for nothing. */
  readonly bias: Tensor | null;
}

/** softmax(q Kᵀ / √dh + bias) V over the keys and values of all parts. @param q (..., M, dh). @returns (..., M, dh) */
export function attention(q: Tensor, parts: readonly AttentionPart[]): Tensor {
  const axis = q.rank - 1;
  const scale = 1 / Math.sqrt(q.shape[axis] as number);
  const scores = parts.map(({ keys, bias }) => {
    const products = mul(matMul(q, keys, false, true), scale); // (..., M, N)
    return bias === null ? products : add(products, bias);
  });
  const sizes = scores.map(({ shape }) => shape[axis] as number);
  const joint = scores.length === 1 ? (scores[0] as Tensor) : concat(scores, axis); // (..., M, ΣN)
  const weights = scores.length === 1 ? [softmax(joint)] : split(softmax(joint), sizes, axis);
  return parts
    .map(({ values }, i) => matMul(weights[i] as Tensor, values)) // (..., M, dh)
    .reduce((sum, context) => add(sum, context));
}

/** Attention of whole sequences to themselves. @param biasOf additive bias of a layer, broadcasts to (H, B, S, S), or null */
export function fullAttention(biasOf: (layer: number) => Tensor | null): Attend {
  return (layer, q, k, v) => {
    const heads = q.shape[0] as number;
    const [keys, values] = [repeatHeads(k, heads), repeatHeads(v, heads)]; // (H, B, S, dh)
    return attention(q, [{ keys, values, bias: biasOf(layer) }]);
  };
}

/** Repeats each key/value head for the query heads that share it: (Hkv, B, S, dh) → (H, B, S, dh). */
export function repeatHeads(x: Tensor, numHeads: number): Tensor {
  const [kvHeads, ...rest] = x.shape as [number, number, number, number];
  if (kvHeads === numHeads) return x;
  const repeated = tile(reshape(x, [kvHeads, 1, -1]), [1, numHeads / kvHeads, 1]);
  return reshape(repeated, [numHeads, ...rest]);
}

/** (B, S, H · dh) → (H, B, S, dh) */
function splitHeads(x: Tensor, heads: number, headWidth: number): Tensor {
  const [batch, length] = x.shape as [number, number, number];
  return transpose(reshape(x, [batch, length, heads, headWidth]), [2, 0, 1, 3]);
}

/** An input that one or more linear layers of a block read. */
interface LinearInput {
  /** (B, S, in) */
  readonly x: Tensor;
  /** x after the plain LoRAs' dropout; those that read it share one mask. */
  readonly dropped: Tensor;
}

function linearInput(x: Tensor, adapters: Adapters | null): LinearInput {
  if (adapters === null || adapters.folded) return { x, dropped: x };
  return { x, dropped: adapters.dropout.apply(x, adapters.config.lora.dropout) };
}

/**
 * A linear layer of a block with the adapter that the config gives it: the mixture, a plain LoRA or none.
 * Weights: `{name}.weight` (out, in), `{name}.bias` (out) if present, those of `mixtureLayer`, or of a plain LoRA
 * `{name}.lora_a` (R, in) and `{name}.lora_b` (out, R).
 * @returns (B, S, out)
 */
function adaptedLinear(
  parameters: Parameters,
  { layer, part }: { readonly layer: number; readonly part: AdaptedLinear },
  { x, dropped }: LinearInput,
  adapters: Adapters | null,
): Tensor {
  const name = linearName(layer, part);
  if (adapters !== null && mixtureTargets(adapters.config).includes(part)) {
    const { y, routing } = mixtureLayer(parameters, name, x, adapters);
    if (routing !== null && adapters.given === null) adapters.routings.push(routing);
    return y;
  }
  const y = baseLinear(parameters, name, x); // W x (+ b): (B, S, out)
  if (adapters === null || adapters.folded || !loraTargets(adapters.config).includes(part))
    return y;
  const { rank, alpha } = adapters.config.lora;
  const inner = linear(dropped, parameter(parameters, `${name}.lora_a`)); // (B, S, R)
  const delta = mul(linear(inner, parameter(parameters, `${name}.lora_b`)), alpha / rank);
  return add(y, whereActive(delta, adapters.active));
}

/** What all blocks of a pass share. */
export interface BlockContext {
  readonly run: Pick<DecoderRun, 'config' | 'attend' | 'residualDropout'>;
  readonly adapters: Adapters | null;
  readonly rotary: RotaryTables | null;
  readonly dropout: Dropout;
}

/** Self-attention of one layer. @param x (B, S, D) after the norm. @returns (B, S, D) */
function selfAttention(
  parameters: Parameters,
  layer: number,
  x: Tensor,
  { run, adapters, rotary }: BlockContext,
): Tensor {
  const { numHeads, numKvHeads, headWidth } = run.config;
  const input = linearInput(x, adapters);
  const project = (part: AdaptedLinear, heads: number): Tensor =>
    splitHeads(adaptedLinear(parameters, { layer, part }, input, adapters), heads, headWidth);
  let q = project('q_proj', numHeads); // (H, B, S, dh)
  let k = project('k_proj', numKvHeads); // (Hkv, B, S, dh)
  if (rotary !== null) [q, k] = [applyRotary(q, rotary), applyRotary(k, rotary)];
  const v = project('v_proj', numKvHeads); // (Hkv, B, S, dh)
  const heads = run.attend(layer, q, k, v); // (H, B, S, dh)
  const [batch, length] = x.shape as [number, number, number];
  const context = reshape(transpose(heads, [1, 2, 0, 3]), [batch, length, numHeads * headWidth]); // (B, S, H · dh)
  return adaptedLinear(
    parameters,
    { layer, part: 'o_proj' },
    linearInput(context, adapters),
    adapters,
  ); // (B, S, D)
}

/** down(silu(gate x) · up x) with its adapters, and experts that are blocks. @param x (B, S, D) after the norm. @returns (B, S, D) */
export function feedForward(
  parameters: Parameters,
  layer: number,
  x: Tensor,
  adapters: Adapters | null,
): Tensor {
  const mlp = `layers.${layer}.mlp`;
  const experts = adapters?.layout.numExperts === 0 ? 'lora' : (adapters?.config.experts ?? 'lora');
  let y: Tensor;
  if (adapters !== null && experts === 'lora-feed-forward') {
    y = loraBlockExperts(parameters, mlp, x, adapters); // (B, S, D)
  } else {
    const input = linearInput(x, adapters);
    const gate = adaptedLinear(parameters, { layer, part: 'gate_proj' }, input, adapters); // (B, S, F)
    const up = adaptedLinear(parameters, { layer, part: 'up_proj' }, input, adapters); // (B, S, F)
    const activation = linearInput(swiglu(gate, up), adapters); // (B, S, F)
    y = adaptedLinear(parameters, { layer, part: 'down_proj' }, activation, adapters); // (B, S, D)
    if (adapters !== null && experts === 'feed-forward')
      y = add(y, smallExperts(parameters, mlp, x, adapters));
  }
  if (adapters?.config.fusionWidth === undefined) return y;
  // `add_moe_fusion`: a SwiGLU of y in place of y
  const fusion = (part: string): Tensor => parameter(parameters, `${mlp}.fusion.${part}`);
  return linear(swiglu(linear(y, fusion('gate')), linear(y, fusion('up'))), fusion('down'));
}

/** One block: x += attention(norm(x)); x += feedForward(norm(x)). @param x (B, S, D). @returns (B, S, D) */
export function decoderBlock(
  parameters: Parameters,
  layer: number,
  x: Tensor,
  context: BlockContext,
): Tensor {
  const { adapters, dropout } = context;
  const { config, residualDropout = 0 } = context.run;
  const norm = (part: string, input: Tensor): Tensor =>
    rmsNorm(input, parameter(parameters, `layers.${layer}.${part}.weight`), config.normEpsilon);
  const attended = selfAttention(parameters, layer, norm('input_layernorm', x), context);
  const middle = add(x, dropout.apply(attended, residualDropout)); // (B, S, D)
  const residual = norm('post_attention_layernorm', middle);
  const output = feedForward(parameters, layer, residual, adapters);
  return add(middle, dropout.apply(output, residualDropout));
}

/** How a stack of blocks runs. */
export interface DecoderRun {
  readonly config: DecoderConfig;
  readonly attend: Attend;
  /** The adapters, or null for the plain base. */
  readonly mixture: {
    readonly config: MixtureConfig;
    readonly scope: RoutingScope;
    /** (B, S) 1 = the adapters act on the token. Default: on all. */
    readonly active?: Tensor | null;
  } | null;
  /** The plain LoRAs are already part of the base weights (see `foldAdapters`). Default false. */
  readonly folded?: boolean;
  readonly dropout?: Dropout;
  /** Dropout rate of the residual branches. Default 0. */
  readonly residualDropout?: number;
  /** (B, S) int32 positions for RoPE. Default: 0 … S-1 in every row. */
  readonly positions?: Tensor | null;
  /** Also return what each layer reads. Default false. */
  readonly collectHidden?: boolean;
  /**
   * Gradient checkpointing: blocks keep their input only and are computed again for the gradient. Tells which weights have one.
   * Not for sentence routing. Default: off.
   */
  readonly checkpointing?: (weight: string) => boolean;
}

/** Last hidden states and what the routers of each layer decided (empty without expert groups). */
export interface DecoderOutput {
  /** (B, S, D) after the final norm. */
  readonly hidden: Tensor;
  readonly routings: readonly Routing[];
  /** With `collectHidden`: the input, the result of every layer but the last, and `hidden`, each (B, S, D), as Hugging Face's `output_hidden_states`; else empty. */
  readonly hiddenStates: readonly Tensor[];
}

/**
 * The decoder: a stack of blocks and the final norm. With two-pass routing the stack runs twice, first without adapters;
 * `attend` is then called twice per layer.
 * @param x (B, S, D) embedded inputs
 */
export function decoder(parameters: Parameters, x: Tensor, run: DecoderRun): DecoderOutput {
  const { mixture, folded = false, dropout = noDropout } = run;
  if (mixture === null) return stack(parameters, x, run, null);
  const { config, scope } = mixture;
  const routeRun = { config, scope, layout: expertLayout(config), dropout };
  const active = mixture.active == null ? null : expandDims(mixture.active, 2);
  const adapters: Adapters = { ...routeRun, folded, given: null, active, routings: [] };
  if (config.routing !== 'two-pass' || routeRun.layout.numExperts === 0)
    return stack(parameters, x, run, adapters);
  const first = stack(parameters, x, { ...run, collectHidden: false }, null);
  const given = routeByHidden(parameters, 'scaling', first.hidden, routeRun);
  return stack(parameters, x, run, { ...adapters, given, routings: [given] });
}

function stack(
  parameters: Parameters,
  x: Tensor,
  run: DecoderRun,
  adapters: Adapters | null,
): DecoderOutput {
  const { config, checkpointing, dropout = noDropout } = run;
  const rotary = rotaryTables(config, x.shape[1] as number, run.positions ?? null); // (S, dh) or (B, S, dh)
  // blocks that are computed again still read them then
  if (checkpointing !== undefined && rotary !== null)
    for (const table of [rotary.cosines, rotary.sines]) keep(table);
  if (checkpointing !== undefined && adapters?.active != null) keep(adapters.active);
  const block =
    checkpointing === undefined ? decoderBlock : recomputed(decoderBlock, checkpointing);
  const hiddenStates: Tensor[] = [];
  let hidden = x; // (B, S, D)
  for (let layer = 0; layer < config.numLayers; layer += 1) {
    if (run.collectHidden === true) hiddenStates.push(hidden);
    hidden = block(parameters, layer, hidden, { run, adapters, rotary, dropout }); // (B, S, D)
  }
  hidden = rmsNorm(hidden, parameter(parameters, 'norm.weight'), config.normEpsilon);
  if (run.collectHidden === true) hiddenStates.push(hidden);
  return { hidden, routings: adapters?.routings ?? [], hiddenStates };
}
