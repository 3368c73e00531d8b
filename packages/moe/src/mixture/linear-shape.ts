import type { DecoderConfig } from '../config/decoder-config.js';
import type { AdaptedLinear } from '../config/mixture-config.js';

/** Weight name of a linear layer without `.weight`, e.g. `layers.0.mlp.down_proj`. */
export function linearName(layer: number, part: AdaptedLinear): string {
  const block = ['gate_proj', 'up_proj', 'down_proj'].includes(part) ? 'mlp' : 'self_attn';
  return `layers.${layer}.${block}.${part}`;
}

/** (out, in) of a linear layer of a decoder block. */
export function linearShape(config: DecoderConfig, part: AdaptedLinear): readonly [number, number] {
  const { width, ffWidth, headWidth, numHeads, numKvHeads } = config;
  switch (part) {
    case 'q_proj':
      return [numHeads * headWidth, width];
    case 'k_proj':
    case 'v_proj':
      return [numKvHeads * headWidth, width];
    case 'o_proj':
      return [width, numHeads * headWidth];
    case 'gate_proj':
    case 'up_proj':
      return [ffWidth, width];
    case 'down_proj':
      return [width, ffWidth];
  }
}
