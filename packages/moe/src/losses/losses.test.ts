import { add, reshape, tensor1d, tensor2d, tensor3d, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../testing/cpu.js';
import { sineTensor } from '../testing/sine-tensor.js';
import { momqMixture } from '../config/baselines.js';
import type { MixtureConfig } from '../config/mixture-config.js';
import { balanceLoss } from './balance-loss.js';
import { dialectLoss, meanDialectLogits } from './dialect-loss.js';
import { routerLosses } from './router-losses.js';
import { tokenLoss } from './token-loss.js';

const value = (loss: Tensor): number => loss.dataSync()[0] as number;

describe('balanceLoss against the original implementation', () => {
  const layers = [31, 32].map((shift) => reshape(sineTensor([6, 4], shift, 1.5), [2, 3, 4]));
  const biased = layers.map((logits) => add(logits, tensor1d([1.5, 0.3, 0, -1])));
  const mask = tensor2d([
    [1, 1, 1],
    [1, 1, 0],
  ]);

  it('matches with and without a mask, balanced and biased', () => {
    expect(value(balanceLoss(layers, 2, null))).toBeCloseTo(2.0, 5);
    expect(value(balanceLoss(layers, 2, mask))).toBeCloseTo(2.0276218, 5);
    expect(value(balanceLoss(biased, 2, null))).toBeCloseTo(2.5971706, 5);
    expect(value(balanceLoss(biased, 2, mask))).toBeCloseTo(2.4668941, 5);
  });

  it('within groups equals the loss of a table whose rows are the groups', () => {
    const rows = [31, 32].map((shift) => reshape(sineTensor([12, 2], shift, 1.5), [2, 6, 2]));
    expect(value(balanceLoss(layers, 1, null, { groups: 2 }))).toBeCloseTo(
      value(balanceLoss(rows, 1, null)),
      5,
    );
    const rowMask = tensor2d([
      [1, 1, 1, 1, 1, 1],
      [1, 1, 1, 1, 0, 0],
    ]);
    expect(value(balanceLoss(layers, 1, mask, { groups: 2 }))).toBeCloseTo(
      value(balanceLoss(rows, 1, rowMask)),
      5,
    );
  });
});

describe('dialectLoss against the original implementation', () => {
  const logits = meanDialectLogits(
    [sineTensor([2, 3, 2], 41, 1), sineTensor([2, 3, 2], 42, 1)],
    null,
  );
  const dialect = tensor1d([0, 1], 'int32');

  it('matches plain and smoothed', () => {
    expectClose(
      logits,
      [-0.3461223840713501, -0.14622461795806885, 0.009363134391605854, -0.24527911841869354],
    );
    expect(value(dialectLoss(logits, dialect))).toBeCloseTo(0.8133173, 5);
    expect(value(dialectLoss(logits, dialect, 0.1))).toBeCloseTo(0.8019538, 5);
    expect(value(dialectLoss(logits, dialect, 0.01))).toBeCloseTo(0.8121809, 5);
  });
});

describe('routerLosses', () => {
  const mixture = momqMixture({ rank: 2, dialects: ['a', 'b'], expertsPerGroup: 2 });
  const routings = [0, 1].map((layer) => ({
    weights: sineTensor([2, 3, 4], 1),
    expertLogits: reshape(sineTensor([6, 4], 31 + layer, 1.5), [2, 3, 4]),
    dialectLogits: sineTensor([2, 3, 2], 41 + layer, 1),
  }));
  const dialect = tensor1d([0, 1], 'int32');
  const positions = tensor2d([
    [1, 1, 1],
    [1, 1, 0],
  ]);
  const losses = (change: Partial<MixtureConfig>, smoothing = 0) =>
    routerLosses({ ...mixture, ...change }, routings, { positions, dialect }, smoothing);

  it('pools as the authors do: balance without padding, dialect with it on request', () => {
    expect(value(losses({}).balance)).toBeCloseTo(2.0276218, 5);
    expect(value(losses({ dialectLossPositions: 'all' }).dialect)).toBeCloseTo(0.8133173, 5);
    expect(value(losses({ dialectLossPositions: 'all' }, 0.1).dialect)).toBeCloseTo(0.8019538, 5);
    expect(Math.abs(value(losses({}).dialect) - 0.8133173)).toBeGreaterThan(1e-3);
  });
});

it('tokenLoss is the mean of -log p over unmasked targets', () => {
  const logits = tensor3d([
    [
      [0, 0, Math.log(2)],
      [9, 9, 9],
    ],
  ]);
  const targets = tensor2d([[2, 1]], undefined, 'int32');
  expect(value(tokenLoss(logits, targets, tensor2d([[1, 0]])))).toBeCloseTo(Math.log(2), 6);
  const smoothed = 0.9 * Math.log(2) + 0.1 * ((Math.log(4) + Math.log(4) + Math.log(2)) / 3);
  expect(value(tokenLoss(logits, targets, tensor2d([[1, 0]]), 0.1))).toBeCloseTo(smoothed, 6);
});
