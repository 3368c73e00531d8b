import { add, mul, type Tensor } from '@tensorflow/tfjs-core';
import type { LoraConfig } from '../config/decoder-config.js';
import type { Dropout } from '../numerics/dropout.js';
import { linear } from '../numerics/linear.js';
import { optionalParameter, parameter, type Parameters } from '../numerics/parameters.js';

/** An input that one or more adapted layers read. */
export interface LoraInput {
  /** (..., in) */
  readonly x: Tensor;
  /** The adapters' view of x, after their dropout, and their config; null without adapters. */
  readonly adapter: { readonly x: Tensor; readonly config: LoraConfig } | null;
}

/** Prepares `x` for the layers that read it; they share one dropout mask. */
export function loraInput(x: Tensor, lora: LoraConfig | null, dropout: Dropout): LoraInput {
  return { x, adapter: lora === null ? null : { x: dropout.apply(x, lora.dropout), config: lora } };
}

/**
 * y = W0 x (+ b) + alpha/rank · B A drop(x), with the last term only when there are adapters.
 * Weights: `{name}.weight` (out, in), `{name}.bias` (out) if present, `{name}.lora_a` (rank, in), `{name}.lora_b` (out, rank).
 * @returns (..., out)
 */
export function loraLinear(
  parameters: Parameters,
  name: string,
  { x, adapter }: LoraInput,
): Tensor {
  const y = linear(
    x,
    parameter(parameters, `${name}.weight`),
    optionalParameter(parameters, `${name}.bias`),
  );
  if (adapter === null) return y;
  const inner = linear(adapter.x, parameter(parameters, `${name}.lora_a`));
  return add(
    y,
    mul(
      linear(inner, parameter(parameters, `${name}.lora_b`)),
      adapter.config.alpha / adapter.config.rank,
    ),
  );
}
