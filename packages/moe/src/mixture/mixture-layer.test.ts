import { concat, slice, tensor, transpose, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { MixtureConfig } from '../config/mixture-config.js';
import { noDropout } from '../numerics/dropout.js';
import { expectClose } from '../testing/cpu.js';
import { mixtureGolden } from '../testing/mixture-golden.js';
import { sineTensor } from '../testing/sine-tensor.js';
import { expertLayout } from './expert-layout.js';
import { mixtureLayer } from './mixture-layer.js';

const config: MixtureConfig = {
  lora: { rank: 2, alpha: 4, dropout: 0 },
  groups: [
    { name: 'a', numExperts: 2, rank: 2, alpha: 4 },
    { name: 'b', numExperts: 2, rank: 2, alpha: 4 },
  ],
  expertsPerToken: 2,
  numSharedExperts: 2,
  dropout: 0,
  dialectRouter: true,
  routing: 'token',
  balanceWithinGroups: false,
};

const expertRouter = transpose(sineTensor([6, 4], 23, 2));
const dialectRouter = transpose(sineTensor([6, 2], 24, 2));
const A = [0, 1, 2, 3].map((j) => sineTensor([2, 6], 1 + j));
const B = [0, 1, 2, 3].map((j) => sineTensor([5, 2], 11 + j));
const parameters: Record<string, Tensor> = {
  'm.weight': sineTensor([5, 6], 25),
  'm.shared.lora_a': sineTensor([4, 6], 21),
  'm.shared.lora_b': sineTensor([5, 4], 22),
};
['a', 'b'].forEach((group, g) => {
  parameters[`m.groups.${group}.lora_a`] = concat(A.slice(2 * g, 2 * g + 2), 0);
  parameters[`m.groups.${group}.lora_b`] = concat(B.slice(2 * g, 2 * g + 2), 1);
  parameters[`m.groups.${group}.expert_router`] = slice(expertRouter, [2 * g, 0], [2, 6]);
  parameters[`m.groups.${group}.dialect_router`] = slice(dialectRouter, [g, 0], [1, 6]);
});
const x = sineTensor([2, 3, 6], 26, 1);
const all = tensor([1, 1, 1, 1], [2, 2]);

function run(overrides: Partial<MixtureConfig> = {}, groupMask: Tensor = all) {
  const merged = { ...config, ...overrides };
  return mixtureLayer(parameters, 'm', x, {
    config: merged,
    layout: expertLayout(merged),
    scope: { groupMask, sentenceMask: null },
    dropout: noDropout,
  });
}

describe('mixtureLayer against the original implementation', () => {
  it('reproduces output, logits and fused weights', () => {
    const { y, routing } = run();
    expectClose(y, mixtureGolden.full);
    expectClose(routing!.expertLogits!, mixtureGolden.expertLogits);
    expectClose(routing!.dialectLogits!, mixtureGolden.dialectLogits);
    const weights = new Float32Array(24);
    mixtureGolden.topKIndices.forEach((indices, row) =>
      indices.forEach((e, k) => (weights[row * 4 + e] = mixtureGolden.topKWeights[row]![k]!)),
    );
    expectClose(routing!.weights, weights);
  });

  it('reproduces the ablations', () => {
    expectClose(run({ dialectRouter: false }).y, mixtureGolden.noDialectRouter);
    expectClose(run({ numSharedExperts: 0 }).y, mixtureGolden.noShared);
    expectClose(
      run({ routing: 'sentence', numSharedExperts: 0, dialectRouter: false }).y,
      mixtureGolden.sentenceRouting,
    );
  });
});

describe('group masks', () => {
  it('gives the result of a model that has only the allowed group', () => {
    const alone: MixtureConfig = { ...config, groups: [config.groups[1]!] };
    const expected = mixtureLayer(parameters, 'm', x, {
      config: alone,
      layout: expertLayout(alone),
      scope: { groupMask: tensor([1, 1], [2, 1]), sentenceMask: null },
      dropout: noDropout,
    });
    expectClose(run({}, tensor([0, 1, 0, 1], [2, 2])).y, expected.y.dataSync(), 1e-6);
  });

  it('leaves the shared experts when no group is allowed', () => {
    const none = run({}, tensor([0, 0, 0, 0], [2, 2]));
    expect(Math.max(...none.routing!.weights.dataSync())).toBe(0);
    const sharedOnly: MixtureConfig = { ...config, groups: [] };
    const expected = mixtureLayer(parameters, 'm', x, {
      config: sharedOnly,
      layout: expertLayout(sharedOnly),
      scope: { groupMask: tensor([], [2, 0]), sentenceMask: null },
      dropout: noDropout,
    });
    expectClose(none.y, expected.y.dataSync(), 1e-6);
  });
});
