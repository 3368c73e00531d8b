import { initialPointerParameters, pointerSpecs } from '@momq/moe/pointer';
import { seededRandom } from '@momq/core/random';
import { describe, expect, it } from 'vitest';
import { nanoConfig } from '../nano-config.js';
import { keywordGates } from './keyword-gates.js';
import { denseExpert, expertLora, mergeDense, mergeMixtureOf } from './merge-methods.js';
import type { TunedExpert } from './merge-methods.js';

const rank = 2;
const vocabulary = ['<query>', '<a>', '<b>', 'from', 'match', 'end'];
const config = {
  ...nanoConfig({ vectorWidth: 4, vocabularySize: vocabulary.length, mixture: null }),
  decoder: {
    ...{ width: 8, numLayers: 2, numHeads: 2, numKvHeads: 2, headWidth: 4, ffWidth: 12 },
    ...{ normEpsilon: 1e-6, attentionBias: false, ropeTheta: null },
  },
};
const base = { config, parameters: initialPointerParameters(config, 1) };

/** An expert whose adapters are random. */
function expert(dialect: string, seed: number): TunedExpert {
  const random = seededRandom(seed);
  const specs = pointerSpecs({ ...config, mixture: expertLora(rank) });
  const parameters = { ...base.parameters };
  for (const { name, shape } of specs.filter(({ name }) => /\.lora_[ab]$/.test(name))) {
    const size = shape.reduce((a, b) => a * b, 1);
    const data = Float32Array.from({ length: size }, () => random() - 0.5);
    parameters[name] = { data, shape, dtype: 'float32' };
  }
  return { dialect, parameters };
}

const experts = [expert('a', 1), expert('b', 2)];
const dense = experts.map((each) => denseExpert(config, each, rank));
const q = 'layers.0.self_attn.q_proj.weight';

describe('mergeDense', () => {
  it('gives an expert that is merged with itself back, by each method', async () => {
    const [own] = dense as [(typeof dense)[number]];
    for (const method of ['SLERP', 'TIES'] as const) {
      const { parameters } = await mergeDense(method, base, [own, own]);
      const kept = [...parameters[q]!.data].map((value, i) => ({
        value,
        own: own.parameters[q]!.data[i]!,
        base: base.parameters[q]!.data[i]!,
      }));
      // TIES keeps the larger half of the task vector, SLERP all of it
      const same = kept.filter((each) => Math.abs(each.value - each.own) < 1e-5);
      const dropped = kept.filter((each) => Math.abs(each.value - each.base) < 1e-5);
      expect([method, same.length]).toEqual([method, method === 'TIES' ? 32 : 64]);
      expect([method, dropped.length]).toEqual([method, method === 'TIES' ? 32 : 0]);
    }
  });

  it('leaves what no expert changed, and what is not named', async () => {
    const { parameters } = await mergeDense('DARE', base, dense, (name) => name === q);
    const changed = Object.keys(parameters).filter(
      (name) => parameters[name]!.data !== base.parameters[name]!.data,
    );
    expect(changed).toEqual([q]);
  });
});

describe('mergeMixtureOf', () => {
  const gates = [1, -1].map((sign) =>
    Array.from({ length: 2 }, () => new Float32Array(8).fill(sign)),
  );

  it("has all that such a mixture's config asks for, attention merged and blocks apart", async () => {
    const merged = await mergeMixtureOf(base, experts, gates, rank);
    const specs = pointerSpecs(merged.config);
    const wrong = specs.filter(
      ({ name, shape }) => merged.parameters[name]?.shape.join() !== shape.join(),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
    expect(specs.map(({ name }) => name).sort()).toEqual(Object.keys(merged.parameters).sort());
    const slerp = await mergeDense('SLERP', base, dense);
    expect(merged.parameters[q]).toEqual(slerp.parameters[q]);
    expect(merged.parameters['layers.0.mlp.gate_proj.weight']).toEqual(
      base.parameters['layers.0.mlp.gate_proj.weight'],
    );
    expect(merged.parameters['layers.1.mlp.down_proj.groups.b.lora_a']).toEqual(
      experts[1]!.parameters['layers.1.mlp.down_proj.shared.lora_a'],
    );
    expect(merged.config.mixture).toMatchObject({ expertsPerToken: 2, renormalise: true });
  });
});

it('starts gates from keywords behind their start token, differently for different dialects', async () => {
  const [first, second] = dense as [(typeof dense)[number], (typeof dense)[number]];
  const own = await keywordGates(first, 'a', ['from', 'end'], vocabulary);
  const halves = await Promise.all(
    ['from', 'end'].map((word) => keywordGates(first, 'a', [word], vocabulary)),
  );
  own.forEach((row, layer) => {
    const mean = [...row.keys()].map((i) => (halves[0]![layer]![i]! + halves[1]![layer]![i]!) / 2);
    mean.forEach((value, i) => expect(row[i]).toBeCloseTo(value, 5));
  });
  expect(own).toHaveLength(2);
  expect(await keywordGates(second, 'b', ['match'], vocabulary)).not.toEqual(own);
});
