import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import { EngineError, hostTensor, jit } from '../index.js';
import { randomUniform } from '../ops/index.js';

beforeAll(() => tf.setBackend('cpu'));

const operations: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  'tf.dropout': (x) => tf.dropout(x, 0.5),
  'tf.dropout with a seed': (x) => tf.dropout(x, 0.5, undefined, 7),
  'tf.rand': (x) => tf.add(x, tf.rand([3], Math.random)),
  'tf.randomGamma': (x) => tf.add(x, tf.randomGamma([3], 1)),
  'tf.randomNormal': (x) => tf.add(x, tf.randomNormal([3])),
  'tf.randomStandardNormal': (x) => tf.add(x, tf.randomStandardNormal([3])),
  'tf.randomUniform': (x) => tf.add(x, tf.randomUniform([3])),
  'tf.randomUniformInt': (x) => tf.add(x, tf.randomUniformInt([3], 0, 9)),
  'tf.truncatedNormal': (x) => tf.add(x, tf.truncatedNormal([3])),
  'tf.multinomial with a seed': () => tf.multinomial(tf.tensor1d([1, 2, 3]), 3, 7),
};

test.each(Object.entries(operations))(
  '%s inside a traced function is an error',
  async (name, fn) => {
    const jitted = jit(({ x }) => ({ outputs: { y: fn(x as tf.Tensor) } }));
    const error: unknown = await jitted.run({ x: hostTensor([1, 2, 3]) }).catch((e: unknown) => e);
    expect(EngineError.isInstance(error) && error.code).toBe('TRACE_RANDOM');
    expect((error as Error).message).toContain(name.split(' ')[0]);
  },
);

test('random numbers drawn outside are constants; dropout of rate 0 draws none', async () => {
  const noise = tf.randomUniform([3]);
  const jitted = jit(({ x }) => ({
    outputs: { y: tf.add(tf.dropout(x as tf.Tensor, 0), noise) },
  }));
  const { y } = await jitted.run({ x: hostTensor([0, 0, 0]) });
  expect(y?.data).toEqual(noise.dataSync());
  await jitted.dispose();
  noise.dispose();
});

test('tf.multinomial draws anew at every run, as often as the probabilities say', async () => {
  const draws = 4000;
  const probabilities = [
    [0.1, 0.2, 0.7],
    [0.5, 0.5, 0],
  ];
  const jitted = jit(({ logits, p }) => ({
    outputs: {
      ofLogits: tf.multinomial(logits as tf.Tensor2D, draws),
      ofProbabilities: tf.multinomial(p as tf.Tensor2D, draws, undefined, true),
    },
  }));
  const flat = probabilities.flat();
  const inputs = {
    logits: hostTensor(
      flat.map((each) => Math.log(each) + 3),
      [2, 3],
    ),
    p: hostTensor(flat, [2, 3]),
  };
  const first = await jitted.run(inputs);
  const second = await jitted.run(inputs);
  await jitted.dispose();
  for (const name of ['ofLogits', 'ofProbabilities'] as const) {
    const { data, shape, dtype } = first[name] as NonNullable<(typeof first)[string]>;
    expect({ shape, dtype }).toEqual({ shape: [2, draws], dtype: 'int32' });
    expect(data).not.toEqual(second[name]?.data);
    probabilities.forEach((row, batch) =>
      row.forEach((probability, outcome) => {
        const drawn = data.subarray(batch * draws, (batch + 1) * draws) as Int32Array;
        const share = drawn.filter((each) => each === outcome).length / draws;
        // Five standard deviations of a share of 4,000 draws are 0.04 at most.
        expect(Math.abs(share - probability)).toBeLessThanOrEqual(probability === 0 ? 0 : 0.04);
      }),
    );
  }
});

test('randomUniform fills [0, 1) evenly and anew at every run', async () => {
  const jitted = jit(() => ({ outputs: { y: randomUniform([50, 80]) } }));
  const [first, second] = [await jitted.run({}), await jitted.run({})];
  await jitted.dispose();
  const { data, shape } = first['y'] as NonNullable<(typeof first)[string]>;
  expect(shape).toEqual([50, 80]);
  expect(data).not.toEqual(second['y']?.data);
  for (let tenth = 0; tenth < 10; tenth++) {
    const share = (data as Float32Array).filter((each) => Math.floor(each * 10) === tenth).length;
    expect(Math.abs(share - 400)).toBeLessThan(100); // five standard deviations are 95
  }
});
