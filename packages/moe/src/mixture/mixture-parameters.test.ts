import { expect, it } from 'vitest';
import {
  jointLora,
  loraMoe,
  mixLora,
  momqFigureMixture,
  momqMixture,
} from '../config/baselines.js';
import type { DecoderConfig } from '../config/decoder-config.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import { initialParameters } from '../numerics/parameter-spec.js';
import { mixtureSpecs } from './mixture-parameters.js';

const decoder: DecoderConfig = {
  width: 96,
  numLayers: 1,
  numHeads: 4,
  numKvHeads: 2,
  headWidth: 24,
  ffWidth: 400,
  normEpsilon: 1e-6,
  attentionBias: false,
  ropeTheta: null,
};
const size = { rank: 4, dialects: ['a', 'b', 'c', 'd'], expertsPerGroup: 8 };
const start = (mixture: MixtureConfig) => initialParameters(mixtureSpecs(decoder, mixture), 1);

/** Largest absolute value; of many uniform numbers it comes close to their bound. */
const largest = (data: ArrayLike<number>): number =>
  Array.from(data).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

it('starts as the authors do: A by its inputs, B at zero, routers by their outputs', () => {
  const parameters = start(momqMixture(size));
  const owner = 'layers.0.mlp.down_proj';
  const near = (name: string, bound: number): void => {
    const found = largest(parameters[name]!.data);
    expect([name, found <= bound, found > 0.97 * bound]).toEqual([name, true, true]);
  };
  near(`${owner}.groups.a.lora_a`, 1 / Math.sqrt(400));
  near(`${owner}.shared.lora_a`, 1 / Math.sqrt(400));
  near('layers.0.self_attn.q_proj.lora_a', 1 / Math.sqrt(96));
  near(`${owner}.groups.a.expert_router`, 1 / Math.sqrt(32)); // 0.177 for N = 32
  near(`${owner}.groups.a.dialect_router`, 0.5); // D = 4
  for (const [name, { data }] of Object.entries(parameters))
    if (name.endsWith('lora_b')) expect([name, largest(data)]).toEqual([name, 0]);
});

it('puts plain LoRAs on q, k, v, o, gate and up, and the mixture on down', () => {
  const specs = mixtureSpecs(decoder, momqMixture(size));
  const owners = new Set(
    specs.filter(({ name }) => name.endsWith('lora_a')).map(({ name, role }) => `${role} ${name}`),
  );
  expect([...owners].sort()).toEqual(
    [
      ...['q', 'k', 'v', 'o'].map((part) => `lora layers.0.self_attn.${part}_proj.lora_a`),
      ...['gate', 'up'].map((part) => `lora layers.0.mlp.${part}_proj.lora_a`),
      'shared layers.0.mlp.down_proj.shared.lora_a',
      ...size.dialects.map((name) => `group layers.0.mlp.down_proj.groups.${name}.lora_a`),
    ].sort(),
  );
});

it('has the parameters of the paper on Qwen2-7B: 98.04 M in experts, 0.68 M in routers, 8.65 M in plain LoRAs a layer', () => {
  const qwen = { width: 3584, ffWidth: 18944, numHeads: 28, numKvHeads: 4, headWidth: 128 };
  const specs = mixtureSpecs({ ...decoder, ...qwen }, momqMixture({ ...size, rank: 128 }));
  const millions = (which: (name: string) => boolean): number =>
    specs
      .filter(({ name }) => which(name))
      .reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0) / 1e6;
  const down = (name: string): boolean => name.includes('down_proj');
  expect(millions((name) => down(name) && name.includes('lora_'))).toBeCloseTo(98.04, 2);
  expect(millions((name) => name.includes('_router'))).toBeCloseTo(0.68, 2);
  expect(millions((name) => !down(name))).toBeCloseTo(8.65, 2);
});

it('starts the routers of other methods as those do', () => {
  const router = (mixture: MixtureConfig, name: string) => start(mixture)[name]!.data;
  const gate = 'layers.0.mlp.gate_proj';
  const linear = largest(router(loraMoe(size), `${gate}.groups.a.expert_router`));
  expect(linear).toBeLessThanOrEqual(1 / Math.sqrt(96));
  expect(linear).toBeGreaterThan(0.97 / Math.sqrt(96));
  const small = Array.from(router(mixLora(size), 'layers.0.mlp.groups.a.expert_router'));
  const deviation = Math.sqrt(small.reduce((sum, x) => sum + x * x, 0) / small.length);
  expect(deviation).toBeGreaterThan(0.018);
  expect(deviation).toBeLessThan(0.022);
  const figure = start(momqFigureMixture(size));
  const own = figure['layers.0.mlp.down_proj.groups.a.expert_router']!.data;
  expect(largest(own)).toBeGreaterThan(0.97 / Math.sqrt(8));
  expect(figure['layers.0.mlp.down_proj.shared.expert_router']!.shape).toEqual([2, 400]);
});

it('a joint LoRA is one LoRA on each of the seven layers', () => {
  const shapes = mixtureSpecs(decoder, jointLora({ rank: 4 })).filter(({ name }) =>
    name.endsWith('lora_a'),
  );
  expect(shapes.map(({ shape }) => shape[0])).toEqual([4, 4, 4, 4, 4, 4, 4]);
});
