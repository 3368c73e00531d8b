import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectSameTensors, runEagerly, runJitted } from '../eager-reference.test-support.js';
import { hostTensor } from '../index.js';
import { operatorsOf } from './op-parity.test-support.js';
import { defineOp } from './define-op.js';

/** x·e^x with e^x kept for the gradient; a node of its own for two rows or more. */
const timesExp = defineOp({
  name: 'TestTimesExp',
  fallback: ({ x }) => {
    const exp = tf.exp(x as tf.Tensor);
    return [tf.mul(x as tf.Tensor, exp), exp];
  },
  lower: ({ graph, inputs: { x } }) => {
    const value = x as NonNullable<typeof x>;
    if ((value.shape[0] as number) < 2) return undefined;
    const [exp] = graph.node('Exp', [graph.dense(value)], [value]);
    const product = graph.node('Mul', [graph.dense(value), exp], [value]);
    return [...product, ...(exp === undefined ? [] : [exp])];
  },
  gradient: {
    inputsToSave: ['x'],
    outputsToSave: [false, true],
    results: 1,
    derivatives: ([dy], [x, exp]) => ({
      x: () => tf.mul(dy as tf.Tensor, tf.mul(exp as tf.Tensor, tf.add(x as tf.Tensor, 1))),
    }),
  },
});

const value = (x: tf.Tensor | undefined) => timesExp({ x: x as tf.Tensor })[0] as tf.Tensor;
const gradient = (x: tf.Tensor | undefined) => tf.grad((a) => tf.sum(value(a)))(x as tf.Tensor);

beforeAll(() => tf.setBackend('cpu'));

describe('defineOp', () => {
  test.each([[[0.5]], [[0.5, -1, 2]]])('agrees traced and eagerly: %j', async (numbers) => {
    const inputs = [hostTensor(numbers)];
    const expected = (f: (x: number) => number) => [hostTensor(numbers.map(f))];
    for (const results of [runEagerly(value, inputs), await runJitted(value, inputs)])
      expectSameTensors(
        results,
        expected((x) => x * Math.exp(x)),
      );
    for (const results of [runEagerly(gradient, inputs), await runJitted(gradient, inputs)])
      expectSameTensors(
        results,
        expected((x) => (x + 1) * Math.exp(x)),
      );
  });

  test('keeps no tensors', () => {
    const x = tf.tensor1d([1, 2]);
    const before = tf.memory().numTensors;
    for (const result of [...timesExp({ x }), gradient(x)]) result.dispose();
    expect(tf.memory().numTensors).toBe(before);
    x.dispose();
  });

  test('returns outputs that exist for the gradient only outside gradients', () => {
    const x = tf.tensor1d([1, 2]);
    expect(timesExp({ x })).toHaveLength(2);
    tf.grad((a) => {
      const outputs = timesExp({ x: a });
      expect(outputs).toHaveLength(1);
      return outputs[0] as tf.Tensor;
    })(x);
  });

  test('makes no zeros for outputs that exist for the gradient', async () => {
    const operators = await operatorsOf(gradient, [hostTensor([1, 2])]);
    expect(operators).toEqual({ Exp: 1, Add: 1, Mul: 1 });
  });

  test('names the op when its operands do not fit', async () => {
    const sum = defineOp({
      name: 'TestSum',
      fallback: ({ a, b }) => tf.add(a as tf.Tensor, b as tf.Tensor),
      lower: () => {
        throw new Error('sizes differ');
      },
    });
    const run = () => runJitted(() => sum({ a: tf.ones([2]), b: tf.ones([3]) }), []);
    await expect(run()).rejects.toThrow('TestSum: sizes differ. Got a [2], b [3].');
  });
});
