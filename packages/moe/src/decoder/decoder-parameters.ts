import type { DecoderConfig } from '../config/decoder-config.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import type { ParameterSpec } from '../numerics/parameter-spec.js';

/** PyTorch's kaiming_uniform(a = √5): U(±1/√fan). */
const kaiming = (fan: number) => ({ kind: 'uniform', bound: 1 / Math.sqrt(fan) }) as const;
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

/** The adapters' weights: plain LoRAs, shared experts, and per group the experts and their router columns. B starts at 0, so a fresh mixture changes nothing. */
export function mixtureSpecs(config: DecoderConfig, mixture: MixtureConfig): ParameterSpec[] {
  const { width, ffWidth, headWidth, numHeads, numKvHeads } = config;
  const specs: ParameterSpec[] = [];
  const pair = (
    name: string,
    rank: number,
    [outWidth, inWidth]: readonly [number, number],
    owner: Pick<ParameterSpec, 'role' | 'group'>,
  ): void => {
    specs.push({
      name: `${name}.lora_a`,
      shape: [rank, inWidth],
      init: kaiming(inWidth),
      ...owner,
    });
    specs.push({ name: `${name}.lora_b`, shape: [outWidth, rank], init: zero, ...owner });
  };
  const numExperts = mixture.groups.reduce((total, group) => total + group.numExperts, 0);
  for (let layer = 0; layer < config.numLayers; layer += 1) {
    const attention = `layers.${layer}.self_attn`;
    const mlp = `layers.${layer}.mlp`;
    const projections: readonly (readonly [string, number, number])[] = [
      [`${attention}.q_proj`, numHeads * headWidth, width],
      [`${attention}.k_proj`, numKvHeads * headWidth, width],
      [`${attention}.v_proj`, numKvHeads * headWidth, width],
      [`${attention}.o_proj`, width, numHeads * headWidth],
      [`${mlp}.gate_proj`, ffWidth, width],
      [`${mlp}.up_proj`, ffWidth, width],
    ];
    for (const [name, outWidth, inWidth] of projections)
      pair(name, mixture.lora.rank, [outWidth, inWidth], { role: 'lora' });
    const down = `${mlp}.down_proj`;
    const shared = mixture.numSharedExperts * mixture.lora.rank;
    if (shared > 0) pair(`${down}.shared`, shared, [width, ffWidth], { role: 'shared' });
    for (const group of mixture.groups) {
      const name = `${down}.groups.${group.name}`;
      const owner = { role: 'group', group: group.name } as const;
      pair(name, group.numExperts * group.rank, [width, ffWidth], owner);
      // the reference code stores routers (in, out), so its fan is the number of outputs
      specs.push({
        name: `${name}.expert_router`,
        shape: [group.numExperts, ffWidth],
        init: kaiming(numExperts),
        ...owner,
      });
      if (mixture.dialectRouter)
        specs.push({
          name: `${name}.dialect_router`,
          shape: [1, ffWidth],
          init: kaiming(mixture.groups.length),
          ...owner,
        });
    }
  }
  return specs;
}
