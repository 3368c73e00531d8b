import { add, type Tensor } from '@tensorflow/tfjs-core';
import type { Adapters } from '../mixture/adapters.js';
import type { Dropout } from '../numerics/dropout.js';
import { parameter, type Parameters } from '../numerics/parameters.js';
import { rmsNorm } from '../numerics/rms-norm.js';
import { selfAttention } from './attention.js';
import type { DecoderRun } from './decoder.js';
import { feedForward } from './feed-forward.js';
import type { RotaryTables } from './rotary.js';

/** What all blocks of a pass share. */
export interface BlockContext {
  readonly run: Pick<DecoderRun, 'config' | 'attend' | 'residualDropout' | 'checkpointing'>;
  readonly adapters: Adapters | null;
  readonly rotary: RotaryTables | null;
  readonly dropout: Dropout;
}

/** One block: x += attention(norm(x)); x += down(silu(gate) · up)(norm(x)). @param x (B, S, D). @returns (B, S, D) */
export function decoderBlock(
  parameters: Parameters,
  layer: number,
  x: Tensor,
  { run, adapters, rotary, dropout }: BlockContext,
): Tensor {
  const { config, attend, residualDropout = 0 } = run;
  const norm = (part: string, input: Tensor): Tensor =>
    rmsNorm(input, parameter(parameters, `layers.${layer}.${part}.weight`), config.normEpsilon);
  const normed = norm('input_layernorm', x);
  const attended = selfAttention(parameters, layer, normed, { config, adapters, attend, rotary });
  const middle = add(x, dropout.apply(attended, residualDropout));
  const residual = norm('post_attention_layernorm', middle);
  const output = feedForward(parameters, layer, residual, adapters);
  return add(middle, dropout.apply(output, residualDropout));
}
