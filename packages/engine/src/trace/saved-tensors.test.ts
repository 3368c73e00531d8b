import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { hostTensor, jit } from '../index.js';

test('gradients read saved tensors, those of gradients too', async () => {
  const cube = (x: tf.Tensor) => tf.sum(tf.mul(tf.mul(x, x), x));
  const second = (x: tf.Tensor) => tf.grad((y: tf.Tensor) => tf.sum(tf.grad(cube)(y)))(x);
  const fn = jit(({ x }) => ({ outputs: { once: tf.grad(cube)(x!), twice: second(x!) } }));
  const { once, twice } = await fn.run({ x: hostTensor([1, 2, -3]) });
  await fn.dispose();
  expect(Array.from(once!.data)).toEqual([3, 12, 27]); // 3x²
  expect(Array.from(twice!.data)).toEqual([6, 12, -18]); // 6x
});

test('TF.js saves tensors its own way again afterwards, also when the function throws', async () => {
  const engine = tf.engine();
  const own = Object.getOwnPropertyNames(engine);
  const fn = jit(() => {
    throw new Error('stop');
  });
  await expect(fn.run({})).rejects.toThrow('stop');
  expect(Object.getOwnPropertyNames(engine)).toEqual(own);
});
