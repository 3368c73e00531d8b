import { scalar, tensor2d, tensor1d } from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { expectClose } from '../testing/cpu.js';
import { adamW, clipFactor, type AdamWSlot } from './adamw.js';

it('gives the numbers of torch.optim.AdamW', () => {
  // torch 2: lr 0.1, betas (0.9, 0.95), eps 1e-8, weight_decay 0.1; w = [[1, -2]], gradients [[0.5, 1]] then [[-0.25, 2]]
  const settings = { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1 };
  let slot: AdamWSlot = {
    weight: tensor2d([[1, -2]]),
    first: tensor2d([[0, 0]]),
    second: tensor2d([[0, 0]]),
  };
  [
    [0.5, 1],
    [-0.25, 2],
  ].forEach((gradient, i) => {
    const scalars = {
      learningRate: scalar(0.1),
      correction1: scalar(1 / (1 - 0.9 ** (i + 1))),
      correction2: scalar(1 / (1 - 0.95 ** (i + 1))),
    };
    slot = adamW(slot, tensor2d([gradient]), settings, scalars);
  });
  expectClose(slot.weight, [0.8542631268501282, -2.154998540878296], 1e-6);
});

it('decays matrices only', () => {
  const scalars = { learningRate: scalar(0.1), correction1: scalar(10), correction2: scalar(20) };
  const settings = { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1 };
  const zero = tensor1d([0]);
  expectClose(
    adamW({ weight: tensor1d([1]), first: zero, second: zero }, zero, settings, scalars).weight,
    [1],
  );
  const flat = tensor2d([[0]]);
  expectClose(
    adamW({ weight: tensor2d([[1]]), first: flat, second: flat }, flat, settings, scalars).weight,
    [0.99],
  );
});

it('clips by the norm over all gradients', () => {
  const { norm, factor } = clipFactor([tensor1d([3]), tensor2d([[0, 4]])], 1);
  expectClose(norm, [5]);
  expectClose(factor, [0.2], 1e-6);
  expectClose(clipFactor([tensor1d([0.1])], 1).factor, [1]);
});
