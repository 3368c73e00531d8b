import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { TensorFunction } from '../eager-reference.test-support.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';
import { expectParity, operatorsOf } from './op-parity.test-support.js';
import { rmsNorm } from './rms-norm.js';

const plain: TensorFunction = (x, weight) => {
  const [a, w] = [x as tf.Tensor, weight as tf.Tensor];
  return tf.mul(tf.div(a, tf.sqrt(tf.add(tf.mean(tf.mul(a, a), -1, true), 1e-5))), w);
};
const fused: TensorFunction = (x, weight) => rmsNorm(x as tf.Tensor, weight as tf.Tensor, 1e-5);

describe('rmsNorm', () => {
  test.each([[[3, 8]], [[1, 1]], [[2, 5, 7]], [[2, 3, 4, 16]], [[13]]])(
    'has the values and gradients of the formula, x %j',
    async (shape: number[]) => {
      const random = randomNumbers(shape.length);
      const weight = { shape: [shape.at(-1) as number] };
      await expectParity(fused, [drawInput({ shape }, random), drawInput(weight, random)], {
        reference: plain,
      });
    },
  );

  test('is one node', async () => {
    const random = randomNumbers(1);
    const inputs = [drawInput({ shape: [2, 4] }, random), drawInput({ shape: [4] }, random)];
    expect(await operatorsOf(fused, inputs)).toEqual({
      SimplifiedLayerNormalization: 1,
    });
  });

  test('takes no weight of another length', () => {
    expect(() => rmsNorm(tf.ones([2, 3]), tf.ones([2]))).toThrow(
      /INPUT_SHAPE|expected x \(…, D\) and weight \(D\), got \[2, 3\] and \[2\]/,
    );
  });

  test('takes no integers', () => {
    expect(() => rmsNorm(tf.ones([2, 3], 'int32'), tf.ones([3]))).toThrow(/float32/);
  });
});
