import type { DecoderConfig } from '../config/decoder-config.js';
import type { ParameterSpec } from '../numerics/parameter-spec.js';

const zero = { kind: 'constant', value: 0 } as const;
const one = { kind: 'constant', value: 1 } as const;

/** The weights of the block stack without adapters. */
export function decoderSpecs(config: DecoderConfig): ParameterSpec[] {
  const { width, ffWidth, headWidth, numHeads, numKvHeads, numLayers } = config;
  const specs: ParameterSpec[] = [];
  const matrix = (name: string, rows: number, columns: number, gain = 1): void => {
    specs.push({
      name: `${name}.weight`,
      shape: [rows, columns],
      role: 'base',
      init: { kind: 'normal', deviation: gain / Math.sqrt(columns) },
    });
  };
  const bias = (name: string, length: number): void => {
    specs.push({ name: `${name}.bias`, shape: [length], role: 'base', init: zero });
  };
  const norm = (name: string): void => {
    specs.push({ name: `${name}.weight`, shape: [width], role: 'norm', init: one });
  };
  const residualGain = 1 / Math.sqrt(2 * numLayers);
  for (let layer = 0; layer < numLayers; layer += 1) {
    const attention = `layers.${layer}.self_attn`;
    const mlp = `layers.${layer}.mlp`;
    norm(`layers.${layer}.input_layernorm`);
    for (const [part, heads] of [
      ['q_proj', numHeads],
      ['k_proj', numKvHeads],
      ['v_proj', numKvHeads],
    ] as const) {
      matrix(`${attention}.${part}`, heads * headWidth, width);
      if (config.attentionBias) bias(`${attention}.${part}`, heads * headWidth);
    }
    matrix(`${attention}.o_proj`, width, numHeads * headWidth, residualGain);
    if (config.attentionOutputBias === true) bias(`${attention}.o_proj`, width);
    norm(`layers.${layer}.post_attention_layernorm`);
    matrix(`${mlp}.gate_proj`, ffWidth, width);
    matrix(`${mlp}.up_proj`, ffWidth, width);
    matrix(`${mlp}.down_proj`, width, ffWidth, residualGain);
    if (config.mlpBias === true) {
      bias(`${mlp}.gate_proj`, ffWidth);
      bias(`${mlp}.up_proj`, ffWidth);
      bias(`${mlp}.down_proj`, width);
    }
  }
  norm('norm');
  return specs;
}
