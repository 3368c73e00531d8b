import { add, type Tensor } from '@tensorflow/tfjs-core';
import { adaptedInput, adaptedLinear, type Adapters } from '../mixture/adapters.js';
import { loraBlockExperts, smallExperts, swiglu } from '../mixture/block-experts.js';
import { linear } from '../numerics/linear.js';
import { parameter, type Parameters } from '../numerics/parameters.js';

/** The feed-forward half of a block: down(silu(gate x) · up x) with its adapters. @param x (B, S, D) after the norm. @returns (B, S, D) */
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
    y = loraBlockExperts(parameters, mlp, x, adapters);
  } else {
    const input = adaptedInput(x, adapters);
    const gate = adaptedLinear(parameters, { layer, part: 'gate_proj' }, input, adapters);
    const up = adaptedLinear(parameters, { layer, part: 'up_proj' }, input, adapters);
    const activation = adaptedInput(swiglu(gate, up), adapters);
    y = adaptedLinear(parameters, { layer, part: 'down_proj' }, activation, adapters);
    if (adapters !== null && experts === 'feed-forward')
      y = add(y, smallExperts(parameters, mlp, x, adapters));
  }
  return adapters?.config.fusionWidth === undefined ? y : fusion(parameters, `${mlp}.fusion`, y);
}

/** `add_moe_fusion`: D silu(G y) · U y in place of y. */
function fusion(parameters: Parameters, name: string, y: Tensor): Tensor {
  const weight = (part: string): Tensor => parameter(parameters, `${name}.${part}`);
  return linear(swiglu(linear(y, weight('gate')), linear(y, weight('up'))), weight('down'));
}
