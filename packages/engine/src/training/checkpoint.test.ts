import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, describe, expect, test } from 'vitest';
import { jit, State, type JitFunction } from '../index.js';
import { checkpoint } from './index.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';

const [tokens, width, hidden, layers] = [64, 32, 256, 6];
const random = randomNumbers(5);
const draw = (...shape: number[]) => drawInput({ shape, from: -0.2, to: 0.2 }, random);
const parameters = Object.fromEntries(
  Array.from({ length: layers }, (_, layer) => [
    [`up${layer}`, draw(width, hidden)],
    [`down${layer}`, draw(hidden, width)],
  ]).flat() as [string, ReturnType<typeof draw>][],
);
const names = Object.keys(parameters);

function layer(x: tf.Tensor, up: tf.Tensor, down: tf.Tensor): tf.Tensor {
  const wide = tf.matMul(x, up);
  return tf.add(x, tf.matMul(tf.tanh(tf.mul(wide, tf.sigmoid(wide))), down));
}

/** One step of gradient descent through a stack of layers. */
function compile(withCheckpoints: boolean): JitFunction {
  return jit(
    ({ x }, state) => {
      const loss = (...weights: tf.Tensor[]) => {
        let h = x as tf.Tensor;
        for (let index = 0; index < weights.length; index += 2) {
          const [up, down] = weights.slice(index, index + 2) as [tf.Tensor, tf.Tensor];
          h = withCheckpoints ? checkpoint(layer, h, up, down) : layer(h, up, down);
        }
        return tf.mean(tf.square(h)) as tf.Scalar;
      };
      const { value, grads } = tf.valueAndGrads(loss)(
        names.map((name) => state[name] as tf.Tensor),
      );
      const gradients = names.map((name, index) => [name, grads[index] as tf.Tensor] as const);
      return { outputs: { loss: value, ...Object.fromEntries(gradients) } };
    },
    { name: withCheckpoints ? 'checkpointed' : 'plain', threads: 1, profile: true },
  );
}

describe('checkpoint', () => {
  const [plain, checkpointed] = [compile(false), compile(true)];
  afterAll(() => Promise.all([plain.dispose(), checkpointed.dispose()]));
  const input = { x: draw(tokens, width) };

  test('gives the same loss and gradients, with less memory', async () => {
    const state = State.from(parameters);
    const expected = await plain.run(input, state);
    const actual = await checkpointed.run(input, state);
    for (const [name, { data }] of Object.entries(expected)) {
      const result = actual[name]?.data as Float32Array;
      data.forEach((number, index) =>
        expect(Math.abs(number - (result[index] as number))).toBeLessThan(1e-7),
      );
    }
    const [before, after] = [plain.inspect()[0], checkpointed.inspect()[0]];
    // The plain step keeps three wide values a layer, the checkpointed one those of a single layer.
    const wide = tokens * hidden * 4;
    expect(before?.peakBytes).toBeGreaterThan(3 * layers * wide);
    expect(after?.peakBytes).toBeLessThan(8 * wide);
    // ONNX Runtime neither merged the second computation with the first nor ran it early.
    expect(after?.profile?.measuredPeakBytes).toBeLessThan(
      0.6 * (before?.profile?.measuredPeakBytes as number),
    );
    const products = (profile = before?.profile) =>
      profile?.operators
        .filter(({ operator }) => /MatMul|Gemm/.test(operator))
        .reduce((sum, { nodeCount }) => sum + nodeCount, 0);
    expect(products(after?.profile)).toBeGreaterThanOrEqual((products() as number) + layers);
  });

  test('also works eagerly', async () => {
    await tf.setBackend('cpu');
    const x = tf.tensor2d([[1, 2]]);
    const w = tf.tensor2d([[3], [4]]);
    const [dx, dw] = tf.grads((a, b) =>
      tf.sum(checkpoint((c, d) => tf.square(tf.matMul(c, d)), a!, b!)),
    )([x, w]);
    expect([...dx!.dataSync()]).toEqual([66, 88]); // 2 · 11 · w
    expect([...dw!.dataSync()]).toEqual([22, 44]);
  });
});
