import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { jit, hostTensor } from '../index.js';

/** Gradients of Σ wᵢ · reduced(x)ᵢ, by hand: w spread over x, divided by the number of elements for a mean. */
const cases = [
  { axis: undefined, keepDims: false, weights: [3], shape: [], spread: () => 3 },
  {
    axis: 0,
    keepDims: false,
    weights: [1, 2, 3],
    shape: [3],
    spread: (_row: number, column: number) => column + 1,
  },
  { axis: [1], keepDims: true, weights: [1, 2], shape: [2, 1], spread: (row: number) => row + 1 },
  { axis: -1, keepDims: false, weights: [1, 2], shape: [2], spread: (row: number) => row + 1 },
];

describe.each([
  { name: 'sum', reduce: tf.sum, isMean: false },
  { name: 'mean', reduce: tf.mean, isMean: true },
])('gradient of $name', ({ reduce, isMean }) => {
  test.each(cases)(
    'axis $axis, keepDims $keepDims',
    async ({ axis, keepDims, weights, shape, spread }) => {
      const count = isMean ? 6 / weights.length : 1;
      const expected = [0, 1].flatMap((row) =>
        [0, 1, 2].map((column) => Math.fround(spread(row, column) / count)),
      );
      const gradient = (x: tf.Tensor) =>
        tf.grad((y) => tf.sum(tf.mul(reduce(y, axis, keepDims), tf.tensor(weights, shape))))(x);
      await tf.setBackend('cpu');
      expect([...gradient(tf.ones([2, 3])).dataSync()]).toEqual(expected);
      const compiled = jit(({ x }) => ({ outputs: { dx: gradient(x!) } }));
      const { dx } = await compiled.run({ x: hostTensor([1, 1, 1, 1, 1, 1], [2, 3]) });
      expect([...dx!.data]).toEqual(expected);
      await compiled.dispose();
    },
  );
});
