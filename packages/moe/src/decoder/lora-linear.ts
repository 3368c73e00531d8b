import { add, mul, type Tensor } from '@tensorflow/tfjs-core';
import type { LoraConfig } from '../config/decoder-config.js';
import { linear } from '../numerics/linear.js';
import { optionalParameter, parameter, type Parameters } from '../numerics/parameters.js';

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
  const y = linear(
    x,
    parameter(parameters, `${name}.weight`),
    optionalParameter(parameters, `${name}.bias`),
  );
  const inner = linear(dropped, parameter(parameters, `${name}.lora_a`));
  return add(y, mul(linear(inner, parameter(parameters, `${name}.lora_b`)), alpha / rank));
}
