import type { DecoderConfig } from '../config/decoder-config.js';
import {
  loraTargets,
  mixtureTargets,
  type AdaptedLinear,
  type ExpertGroup,
  type MixtureConfig,
} from '../config/mixture-config.js';
import type { ParameterInit, ParameterSpec } from '../numerics/parameter-spec.js';
import { linearName, linearShape } from './linear-shape.js';

type Owner = Pick<ParameterSpec, 'role' | 'group'>;

/** PyTorch's kaiming_uniform(a = √5): U(±1/√fan). */
const kaiming = (fan: number): ParameterInit => ({ kind: 'uniform', bound: 1 / Math.sqrt(fan) });
const zero: ParameterInit = { kind: 'constant', value: 0 };

function pair(
  name: string,
  rank: number,
  [outWidth, inWidth]: readonly [number, number],
  owner: Owner,
): ParameterSpec[] {
  return [
    { name: `${name}.lora_a`, shape: [rank, inWidth], init: kaiming(inWidth), ...owner },
    { name: `${name}.lora_b`, shape: [outWidth, rank], init: zero, ...owner },
  ];
}

/** Start of a router of `outputs` rows; see `MixtureConfig.routerStart`. */
function routerInit(
  { routerStart = 'outputs' }: MixtureConfig,
  outputs: number,
  inputs: number,
): ParameterInit {
  switch (routerStart) {
    case 'outputs': // the reference code stores routers (in, out), so its fan is the number of outputs
      return kaiming(outputs);
    case 'inputs':
      return kaiming(inputs);
    case 'small':
      return { kind: 'normal', deviation: 0.02 };
    case 'kaiming-normal':
      return { kind: 'normal', deviation: 1 / Math.sqrt(3 * inputs) };
  }
}

/** Router rows of one group, which read `inputs` features. */
function routers(
  owner: string,
  group: ExpertGroup,
  mixture: MixtureConfig,
  inputs: number,
): ParameterSpec[] {
  if (mixture.routing === 'dialect') return [];
  const role = { role: 'group', group: group.name } as const;
  const total =
    mixture.expertRouters === 'per-group'
      ? group.numExperts
      : mixture.groups.reduce((sum, { numExperts }) => sum + numExperts, 0);
  const expert: ParameterSpec = {
    name: `${owner}.expert_router`,
    shape: [group.numExperts, inputs],
    init: routerInit(mixture, total, inputs),
    ...role,
  };
  if (!mixture.dialectRouter) return [expert];
  const init = routerInit(mixture, mixture.groups.length, inputs);
  return [expert, { name: `${owner}.dialect_router`, shape: [1, inputs], init, ...role }];
}

/** A layer with LoRA experts. */
function mixtureLinear(
  name: string,
  shape: readonly [number, number],
  mixture: MixtureConfig,
): ParameterSpec[] {
  const { lora, numSharedExperts: shared } = mixture;
  const specs: ParameterSpec[] = [];
  if (shared > 0)
    specs.push(...pair(`${name}.shared`, shared * lora.rank, shape, { role: 'shared' }));
  if (shared > 0 && mixture.expertRouters === 'per-group') {
    const init = routerInit(mixture, shared, shape[1]);
    specs.push({
      name: `${name}.shared.expert_router`,
      shape: [shared, shape[1]],
      role: 'shared',
      init,
    });
  }
  for (const group of mixture.groups) {
    const owner = `${name}.groups.${group.name}`;
    const role = { role: 'group', group: group.name } as const;
    specs.push(...pair(owner, group.numExperts * group.rank, shape, role));
    if (mixture.routing !== 'two-pass') specs.push(...routers(owner, group, mixture, shape[1]));
  }
  return specs;
}

/** Experts that are feed-forward blocks, and their router on the block's input. */
function blockExperts(
  layer: number,
  config: DecoderConfig,
  mixture: MixtureConfig,
): ParameterSpec[] {
  const { width } = config;
  const mlp = `layers.${layer}.mlp`;
  return mixture.groups.flatMap((group) => {
    const role = { role: 'group', group: group.name } as const;
    const rows = group.numExperts * group.rank;
    const owner = `${mlp}.groups.${group.name}`;
    const weights =
      mixture.experts === 'feed-forward'
        ? [
            { name: `${owner}.gate`, shape: [rows, width], init: kaiming(width), ...role },
            { name: `${owner}.up`, shape: [rows, width], init: kaiming(width), ...role },
            { name: `${owner}.down`, shape: [width, rows], init: kaiming(group.rank), ...role },
          ]
        : (['gate_proj', 'up_proj', 'down_proj'] as const).flatMap((part) =>
            pair(`${mlp}.${part}.groups.${group.name}`, rows, linearShape(config, part), role),
          );
    return [...weights, ...routers(owner, group, mixture, width)];
  });
}

function fusion(layer: number, width: number, fusionWidth: number): ParameterSpec[] {
  const name = `layers.${layer}.mlp.fusion`;
  const role = 'shared';
  return [
    { name: `${name}.gate`, shape: [fusionWidth, width], role, init: kaiming(width) },
    { name: `${name}.up`, shape: [fusionWidth, width], role, init: kaiming(width) },
    { name: `${name}.down`, shape: [width, fusionWidth], role, init: kaiming(fusionWidth) },
  ];
}

/** Every adapter weight: plain LoRAs, shared experts, and per group the experts and their router rows. A LoRA's B starts at 0, so a fresh LoRA mixture changes nothing. */
export function mixtureSpecs(config: DecoderConfig, mixture: MixtureConfig): ParameterSpec[] {
  const specs: ParameterSpec[] = [];
  const plain = loraTargets(mixture);
  const mixed = mixtureTargets(mixture);
  const order: readonly AdaptedLinear[] = [...plain, ...mixed];
  for (let layer = 0; layer < config.numLayers; layer += 1) {
    for (const part of order) {
      const name = linearName(layer, part);
      const shape = linearShape(config, part);
      if (mixed.includes(part)) specs.push(...mixtureLinear(name, shape, mixture));
      else specs.push(...pair(name, mixture.lora.rank, shape, { role: 'lora' }));
    }
    if ((mixture.experts ?? 'lora') !== 'lora') specs.push(...blockExperts(layer, config, mixture));
    if (mixture.fusionWidth !== undefined)
      specs.push(...fusion(layer, config.width, mixture.fusionWidth));
  }
  if (mixture.routing === 'two-pass') {
    for (const group of mixture.groups) {
      const role = { role: 'group', group: group.name } as const;
      const init = routerInit(mixture, group.numExperts, config.width);
      const name = `scaling.groups.${group.name}`;
      const shape = [group.numExperts, config.width];
      specs.push({ name: `${name}.expert_router`, shape, init, ...role });
      specs.push({ name: `${name}.expert_bias`, shape: [group.numExperts], init: zero, ...role });
    }
  }
  return specs;
}
