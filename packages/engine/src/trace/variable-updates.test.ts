import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { hostTensor, jit, State } from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

const x = hostTensor([1, 2]);

describe.each(['cpu', 'tfjs'] as const)('on device %s', (device) => {
  test('an optimiser inside the function is refused', async () => {
    const { numTensors } = tf.memory();
    const step = jit(
      (inputs, { w }) => {
        const variable = tf.variable(w!);
        const loss = () => tf.sum(tf.mul(variable, inputs['x']!)) as tf.Scalar;
        tf.train.adam(0.1).minimize(loss, false, [variable]);
        return { outputs: {}, state: { w: tf.clone(variable) } };
      },
      { name: 'step', device },
    );
    await expect(step.run({ x }, State.from({ w: x }))).rejects.toMatchObject({
      code: 'TRACE_VARIABLE',
      message: expect.stringMatching(/^step: .*optimizerStep\(\)/),
    });
    await step.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('a variable from outside keeps its value', async () => {
    const outside = tf.variable(tf.tensor1d([5, 6]));
    const fn = jit(
      (inputs) => {
        outside.assign(tf.mul(inputs['x']!, 2));
        return { outputs: { y: tf.add(inputs['x']!, outside) } };
      },
      { device },
    );
    await expect(fn.run({ x })).rejects.toMatchObject({ code: 'TRACE_VARIABLE' });
    expect(Array.from(outside.dataSync())).toEqual([5, 6]);
    outside.assign(tf.tensor1d([7, 8])); // works again afterwards
    expect(Array.from(outside.dataSync())).toEqual([7, 8]);
    outside.dispose();
    await fn.dispose();
  });
});

test('a variable from outside is read as a constant', async () => {
  const outside = tf.variable(tf.tensor1d([5, 6]));
  const fn = jit((inputs) => ({ outputs: { y: tf.add(inputs['x']!, outside) } }));
  const { y } = await fn.run({ x });
  expect(Array.from(y!.data)).toEqual([6, 8]);
  expect(Array.from(outside.dataSync())).toEqual([5, 6]);
  outside.dispose();
  await fn.dispose();
});
