import { mul, sigmoid, type Tensor } from '@tensorflow/tfjs-core';
import type { LoraConfig } from '../config/decoder-config.js';
import type { Dropout } from '../numerics/dropout.js';
import type { Parameters } from '../numerics/parameters.js';
import { adapterInputOf, loraLinear } from './lora-linear.js';

/** silu(gate x) · up x, the activation that `down_proj` reads. @param x (B, S, D). @returns (B, S, ffWidth) */
export function gatedActivation(parameters: Parameters, layer: number, x: Tensor, lora: LoraConfig | null, dropout: Dropout): Tensor {
  const name = `layers.${layer}.mlp`;
  const adapterInput = adapterInputOf(x, lora, dropout);
  const gate = loraLinear(parameters, `${name}.gate_proj`, x, adapterInput, lora);
  const up = loraLinear(parameters, `${name}.up_proj`, x, adapterInput, lora);
  return mul(mul(gate, sigmoid(gate)), up);
}
