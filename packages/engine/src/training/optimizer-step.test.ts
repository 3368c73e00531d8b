import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, test } from 'vitest';
import { expectSameTensors } from '../eager-reference.test-support.js';
import { hostTensor, jit, State } from '../index.js';
import { optimizerStep } from './index.js';
import { drawInput, randomNumbers } from '../random-inputs.test-support.js';

beforeAll(() => tf.setBackend('cpu'));

const optimizers: Record<string, () => tf.Optimizer> = {
  adadelta: () => tf.train.adadelta(0.5),
  adagrad: () => tf.train.adagrad(0.1),
  adam: () => tf.train.adam(0.01, 0.8, 0.95),
  adamax: () => tf.train.adamax(0.02),
  momentum: () => tf.train.momentum(0.05, 0.9),
  'momentum of Nesterov': () => tf.train.momentum(0.05, 0.9, true),
  rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.5),
  'centered rmsprop': () => tf.train.rmsprop(0.01, 0.9, 0, 1e-7, true),
  sgd: () => tf.train.sgd(0.05),
};

const random = randomNumbers(11);
const initial = {
  w: drawInput({ shape: [3, 2] }, random),
  b: drawInput({ shape: [2] }, random),
};
const batches = Array.from({ length: 5 }, () => drawInput({ shape: [7, 3] }, random));

const lossOf = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor): tf.Scalar =>
  tf.mean(tf.square(tf.sub(tf.add(tf.matMul(x, w), b), 1)));

test.each(Object.entries(optimizers))(
  '%s: five traced steps equal TF.js eager',
  async (_, create) => {
    const state = State.from(initial);
    const step = jit(({ x }, tensors) => {
      const { w, b } = tensors as { w: tf.Tensor; b: tf.Tensor };
      const { value, grads } = tf.valueAndGrads((weight: tf.Tensor, bias: tf.Tensor) =>
        lossOf(x as tf.Tensor, weight, bias),
      )([w, b]);
      const next = optimizerStep(create, {
        parameters: { w, b },
        gradients: { w: grads[0] as tf.Tensor, b: grads[1] as tf.Tensor },
        slots: tensors,
      });
      return { outputs: { loss: value }, state: { ...next.parameters, ...next.slots } };
    });
    const toTensor = ({ data, shape }: (typeof batches)[number]) => tf.tensor(data, [...shape]);
    const w = tf.variable(toTensor(initial.w));
    const b = tf.variable(toTensor(initial.b));
    const eager = create();
    for (const batch of batches) {
      const x = toTensor(batch);
      const expected = eager.minimize(() => lossOf(x, w, b), true, [w, b]) as tf.Scalar;
      const { loss } = await step.run({ x: batch }, state);
      expectSameTensors(
        [loss as never],
        [hostTensor(expected.dataSync() as Float32Array, [])],
        1e-4,
      );
      tf.dispose([x, expected]);
    }
    const host = (variable: tf.Variable) =>
      hostTensor(variable.dataSync().slice() as Float32Array, variable.shape);
    expectSameTensors([state.get('w'), state.get('b')], [host(w), host(b)], 1e-4);
    expect(state.get('w').data).not.toEqual(initial.w.data);
    await step.dispose();
    tf.dispose([w, b]);
  },
);

test('eager steps take their slots from the step before', () => {
  const parameters = { w: tf.tensor1d([1, 2]) };
  const gradients = { w: tf.tensor1d([0.5, -1]) };
  const adam = () => tf.train.adam(0.1);
  const first = optimizerStep(adam, { parameters, gradients });
  const second = optimizerStep(adam, {
    parameters: first.parameters,
    gradients,
    slots: first.slots,
  });
  expect(Object.keys(second.slots).sort()).toEqual([
    'Adam/accBeta1',
    'Adam/accBeta2',
    'Adam/accumulatedFirstMoment/w',
    'Adam/accumulatedSecondMoment/w',
  ]);
  // A constant gradient moves each weight by the learning rate per step.
  const moved = Array.from((second.parameters['w'] as tf.Tensor).dataSync());
  expect(moved.map((each) => Math.round(each * 1000))).toEqual([800, 2200]);
  for (const each of [parameters, gradients, first.parameters, first.slots]) tf.dispose(each);
  for (const each of [second.parameters, second.slots]) tf.dispose(each);
});

test.each(Object.entries(optimizers))('%s leaves no tensor behind', (_, create) => {
  const parameters = { w: tf.tensor1d([1, 2]) };
  const gradients = { w: tf.tensor1d([0.5, -1]) };
  const before = tf.memory().numTensors;
  const first = optimizerStep(create, { parameters, gradients });
  const second = optimizerStep(create, { ...first, gradients });
  for (const each of [first, second]) tf.dispose([each.parameters, each.slots]);
  expect(tf.memory().numTensors).toBe(before);
  tf.dispose([parameters, gradients]);
});
