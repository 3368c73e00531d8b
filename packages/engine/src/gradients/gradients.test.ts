import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { gradientsOf, runEagerly, type TensorFunction } from '../eager-reference.test-support.js';
import { hostTensor } from '../index.js';
import { drawInput, randomNumbers, type RandomInput } from '../random-inputs.test-support.js';

/** Gradients that this package defines itself, against central differences of the forward function. */
const cases: Record<string, readonly [TensorFunction, RandomInput[]][]> = {
  cumsum: [
    [(x) => tf.cumsum(x as tf.Tensor, 0), [{ shape: [3, 2] }]],
    [(x) => tf.cumsum(x as tf.Tensor, 1, true, true), [{ shape: [2, 3, 2] }]],
  ],
  gather: [
    [
      (x, i) => tf.gather(x as tf.Tensor, i as tf.Tensor),
      [{ shape: [4, 2] }, { shape: [6], dtype: 'int32', from: 0, to: 4 }],
    ],
    [
      (x, i) => tf.gather(x as tf.Tensor, i as tf.Tensor, 1),
      [{ shape: [2, 3, 2] }, { shape: [2, 2], dtype: 'int32', from: 0, to: 3 }],
    ],
    [
      (x, i) => tf.gather(x as tf.Tensor, i as tf.Tensor, 1, 1),
      [{ shape: [3, 4, 2] }, { shape: [3, 2], dtype: 'int32', from: 0, to: 4 }],
    ],
    [
      (x, i) => tf.gather(x as tf.Tensor, i as tf.Tensor, 2, 1),
      [{ shape: [2, 3, 4] }, { shape: [2, 2], dtype: 'int32', from: 0, to: 4 }],
    ],
  ],
  matMul: [
    [
      (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor),
      [{ shape: [2, 2, 3] }, { shape: [3, 2] }],
    ],
    [
      (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor, true, true),
      [{ shape: [1, 3, 2] }, { shape: [2, 2, 3] }],
    ],
  ],
  maximum: [
    [(a, b) => tf.maximum(a as tf.Tensor, b as tf.Tensor), [{ shape: [3, 2] }, { shape: [2] }]],
  ],
  minimum: [
    [(a, b) => tf.minimum(a as tf.Tensor, b as tf.Tensor), [{ shape: [] }, { shape: [2, 3] }]],
  ],
  squaredDifference: [
    [
      (a, b) => tf.squaredDifference(a as tf.Tensor, b as tf.Tensor),
      [{ shape: [3, 1] }, { shape: [1, 2] }],
    ],
  ],
  tile: [
    [
      (x) =>
        tf.mul(
          tf.tile(x as tf.Tensor, [2, 3]),
          tf.tensor2d([
            [1, 2, 3, 4, 5, 6],
            [6, 5, 4, 3, 2, 1],
          ]),
        ),
      [{ shape: [1, 2] }],
    ],
    [
      (x) =>
        tf.mul(tf.broadcastTo(x as tf.Tensor, [3, 2, 2]), tf.reshape(tf.range(0, 12), [3, 2, 2])),
      [{ shape: [2, 1] }],
    ],
  ],
  unstack: [
    [
      (x) => tf.unstack(x as tf.Tensor, -1).map((each, index) => tf.mul(each, index + 1)),
      [{ shape: [2, 3] }],
    ],
  ],
};

beforeAll(() => tf.setBackend('cpu'));

describe.each(Object.entries(cases))('gradient of %s', (_, list) => {
  test.each(list)('case %#', (fn, drawn) => {
    const random = randomNumbers(7);
    const inputs = drawn.map((each) => drawInput(each, random));
    const loss = (values: typeof inputs) =>
      runEagerly(fn, values).reduce(
        (sum, { data }) => sum + Array.from(data).reduce((part, each) => part + each * each, 0),
        0,
      );
    const gradients = runEagerly(gradientsOf(fn, inputs), inputs);
    const floats = inputs.filter((each) => each.dtype === 'float32');
    floats.forEach((input, which) => {
      input.data.forEach((value, position) => {
        const h = 1e-2;
        const shifted = (delta: number) =>
          loss(
            inputs.map((each) =>
              each === input
                ? hostTensor(input.data.with(position, value + delta) as Float32Array, input.shape)
                : each,
            ),
          );
        const numeric = (shifted(h) - shifted(-h)) / (2 * h);
        const analytic = gradients[which]?.data[position] as number;
        expect(Math.abs(analytic - numeric)).toBeLessThan(1e-2 * Math.max(1, Math.abs(numeric)));
      });
    });
  });
});
