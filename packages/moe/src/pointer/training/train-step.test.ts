import { jit } from '@momq/engine';
import { scalar, tensor1d, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { batchTensors } from '../model/batch-tensors.js';
import { paperLossWeights } from '../../losses/loss-weights.js';
import { pointerLoss } from './pointer-loss.js';
import { pointerModel } from '../model/pointer-model.js';
import { pointerSpecs } from '../model/pointer-parameters.js';
import { floatTensor } from '../../numerics/host-tensor.js';
import { expectClose } from '../../testing/cpu.js';
import { noisyParameters, randomBatch, tinyConfig, toTensors } from '../../testing/tiny-model.js';
import { stateName, trainStep } from '../../training/train-step.js';
import { pointerLosses } from './pointer-losses.js';
import { freshTrainingState } from '../../training/training-state.js';

const config = {
  ...tinyConfig,
  dropout: 0,
  mixture: { ...tinyConfig.mixture!, dropout: 0, lora: { rank: 2, alpha: 4, dropout: 0 } },
};
const loss = { ...paperLossWeights, balance: 0.1, dialect: 0.3 };

it('has the gradient that finite differences give', () => {
  const host = noisyParameters(config);
  const batch = toTensors(batchTensors(randomBatch(config), config));
  const names = pointerSpecs(config).map((spec) => spec.name);
  const inputs = {
    ...batch,
    seed: tensor1d([1, 2]),
    learningRate: scalar(1e-3),
    correction1: scalar(10),
    correction2: scalar(20),
  } as never;
  const state: Record<string, Tensor> = {};
  for (const [name, value] of Object.entries(toTensors(host))) {
    state[stateName.weight(name)] = value;
    state[stateName.first(name)] = zerosLike(value);
    state[stateName.second(name)] = zerosLike(value);
  }
  const settings = {
    losses: pointerLosses(config, loss),
    trainable: names,
    frozen: [],
    optimizer: { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0, clipNorm: 1e9 },
  };
  const result = trainStep(settings)(inputs, state);
  const lossAt = (name: string, index: number, delta: number): number => {
    const data = Float32Array.from(host[name]!.data);
    data[index]! += delta;
    const parameters = toTensors({ ...host, [name]: { ...host[name]!, data } });
    return pointerLoss(
      config,
      pointerModel(parameters, config, batch as never),
      batch as never,
      loss,
    ).loss.dataSync()[0]!;
  };
  expect(result.outputs['loss']!.dataSync()[0]).toBeCloseTo(lossAt('norm.weight', 0, 0), 6);
  for (const name of names) {
    // first = (1 - beta1) · gradient after one step from zero moments
    const gradient = Array.from(result.state[stateName.first(name)]!.dataSync(), (x) => x / 0.1);
    const index = gradient.reduce(
      (best, x, i) => (Math.abs(x) > Math.abs(gradient[best]!) ? i : best),
      0,
    );
    const numeric = (lossAt(name, index, 2e-3) - lossAt(name, index, -2e-3)) / 4e-3;
    expect(Math.abs(numeric - gradient[index]!), name).toBeLessThan(
      1e-3 + 0.02 * Math.abs(numeric),
    );
  }
});

it('does the same compiled as eagerly, dropout included', async () => {
  const parameters = noisyParameters(tinyConfig);
  const trainable = Object.keys(parameters);
  const settings = {
    losses: pointerLosses(tinyConfig, loss),
    trainable,
    frozen: [],
    optimizer: { beta1: 0.9, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.1, clipNorm: 1 },
  };
  const one = (value: number) => floatTensor(Float32Array.of(value), []);
  const inputs = {
    ...batchTensors(randomBatch(tinyConfig), tinyConfig),
    seed: floatTensor(Float32Array.of(12, 34), [2]),
    learningRate: one(1e-2),
    correction1: one(10),
    correction2: one(20),
  };
  const state = freshTrainingState(parameters, trainable, false);
  const eager = trainStep(settings)(
    toTensors(inputs) as never,
    toTensors(state.toRecord() as never),
  );
  const compiled = jit(trainStep(settings) as never);
  const outputs = await compiled.run(inputs, state);
  for (const [name, value] of Object.entries(eager.outputs))
    expectClose(outputs[name]!.data as Float32Array, value.dataSync(), 1e-4);
  for (const [name, value] of Object.entries(eager.state))
    expectClose(state.get(name).data as Float32Array, value.dataSync(), 1e-4);
  await compiled.dispose();
});
