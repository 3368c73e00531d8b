import { add, mul, type Tensor } from '@tensorflow/tfjs-core';
import type { LoraConfig } from '../config/decoder-config.js';
import type { Dropout } from '../numerics/dropout.js';
import { linear } from '../numerics/linear.js';
import { optionalParameter, parameter, type Parameters } from '../numerics/parameters.js';

/**
 * y = W0 x (+ b) + alpha/rank · B A drop(x), with the adapter only when `lora` is given.
 * Weights: `{name}.weight` (out, in), `{name}.bias` (out) if present, `{name}.lora_a` (rank, in), `{name}.lora_b` (out, rank).
 * @param x (..., in)
 * @param adapterInput x after adapter dropout, shared by the projections that read the same x
 */
export function loraLinear(parameters: Parameters, name: string, x: Tensor, adapterInput: Tensor | null, lora: LoraConfig | null): Tensor {
  const y = linear(x, parameter(parameters, `${name}.weight`), optionalParameter(parameters, `${name}.bias`));
  if (lora === null || adapterInput === null) return y;
  const inner = linear(adapterInput, parameter(parameters, `${name}.lora_a`));
  return add(y, mul(linear(inner, parameter(parameters, `${name}.lora_b`)), lora.alpha / lora.rank));
}

/** The input of the plain LoRAs that read `x`, or null without adapters. */
export function adapterInputOf(x: Tensor, lora: LoraConfig | null, dropout: Dropout): Tensor | null {
  return lora === null ? null : dropout.apply(x, lora.dropout);
}
