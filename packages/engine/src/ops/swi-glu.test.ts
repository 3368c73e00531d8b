import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { TensorFunction } from '../eager-reference.test-support.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';
import { expectParity } from './op-parity.test-support.js';
import { swiGlu } from './swi-glu.js';

const plain: TensorFunction = (gate, up) => {
  const x = gate as tf.Tensor;
  return tf.mul(tf.div(x, tf.add(1, tf.exp(tf.neg(x)))), up as tf.Tensor);
};

describe('swiGlu', () => {
  test.each([[[1]], [[7, 3]], [[2, 3, 5]], [[0, 4]]])(
    'has the values and gradients of the formula, shape %j',
    async (shape: number[]) => {
      const random = randomNumbers(shape.length);
      const draw = () => drawInput({ shape, from: -8, to: 8 }, random);
      await expectParity(
        (gate, up) => swiGlu(gate as tf.Tensor, up as tf.Tensor),
        [draw(), draw()],
        {
          reference: plain,
        },
      );
    },
  );

  test('takes operands of one shape', () => {
    expect(() => swiGlu(tf.ones([2, 3]), tf.ones([3]))).toThrow(
      /expected gate and up of one shape, got \[2, 3\] and \[3\]/,
    );
  });
});
