import { tensor2d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import '../testing/cpu.js';
import { topKMask } from './top-k-mask.js';

it('marks exactly k values a row, ties included', () => {
  const mask = topKMask(
    tensor2d([
      [1, 3, 2, 0],
      [5, 5, 5, 5],
      [0, 0, 0, 1],
    ]),
    2,
  ).arraySync() as number[][];
  expect(mask[0]).toEqual([0, 1, 1, 0]);
  expect(mask.map((row) => row.reduce((a, b) => a + b))).toEqual([2, 2, 2]);
  expect(mask[2]![3]).toBe(1);
});
