import { mul, sigmoid, type Tensor } from '@tensorflow/tfjs-core';
import type { Parameters } from '../numerics/parameters.js';
import { loraLinear, type LoraInput } from './lora-linear.js';

/** silu(gate x) · up x, the activation that `down_proj` reads. @param input (B, S, D). @returns (B, S, ffWidth) */
export function gatedActivation(parameters: Parameters, layer: number, input: LoraInput): Tensor {
  const gate = loraLinear(parameters, `layers.${layer}.mlp.gate_proj`, input);
  const up = loraLinear(parameters, `layers.${layer}.mlp.up_proj`, input);
  return mul(mul(gate, sigmoid(gate)), up);
}
