import { add, mul, type Tensor } from '@tensorflow/tfjs-core';
import type { LoraConfig } from '../config/decoder-config.js';
import { linear } from '../numerics/linear.js';
import { parameter, type Parameters } from '../numerics/parameters.js';
import { baseLinear } from '../numerics/quantized-linear.js';

/**
 * y = W0 x (+ b) + alpha/rank · B A drop(x).
 * Weights: `{name}.weight` (out, in), `{name}.bias` (out) if present, `{name}.lora_a` (rank, in), `{name}.lora_b` (out, rank).
 * @param input x (..., in) and what the adapter sees of it, after its dropout
 * @returns (..., out)
 */
export function loraLinear(
  parameters: Parameters,
  name: string,
  { x, dropped }: { readonly x: Tensor; readonly dropped: Tensor },
  { rank, alpha }: LoraConfig,
): Tensor {
  const y = baseLinear(parameters, name, x);
  const inner = linear(dropped, parameter(parameters, `${name}.lora_a`));
  return add(y, mul(linear(inner, parameter(parameters, `${name}.lora_b`)), alpha / rank));
}
