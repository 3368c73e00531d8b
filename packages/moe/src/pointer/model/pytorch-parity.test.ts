import { readFileSync } from 'node:fs';
import { jit, State } from '@momq/engine';
import { expect, it } from 'vitest';
import type { PointerModelConfig } from '../pointer-config.js';
import { floatTensor, type HostParameters } from '../../numerics/host-tensor.js';
import { pointerLosses } from '../training/pointer-losses.js';
import { stateName, trainStep } from '../../training/train-step.js';
import { freshTrainingState } from '../../training/training-state.js';
import { batchTensors } from './batch-tensors.js';
import type { PointerBatch } from './pointer-batch.js';
import type { LossWeights } from '../../losses/loss-weights.js';
import { pointerModel, type PointerInputs } from './pointer-model.js';
import { pointerSpecs } from './pointer-parameters.js';

/** Written by reference/moe/make_golden.py, which shares no code with this package. */
interface Golden {
  readonly weightSeed: number;
  readonly directionSeed: number;
  readonly lossWeights: LossWeights;
  readonly batch: Record<string, number | number[]>;
  readonly weights: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly center: number;
    readonly spread: number;
  }[];
  readonly cases: Record<
    'dense' | 'mixture',
    {
      readonly config: PointerModelConfig;
      /** Flat (B, T, V + P); null where nothing may be pointed at. */
      readonly logits: readonly (number | null)[];
      readonly losses: Record<string, number>;
      /** By weight: gradient of the loss · the drawn direction. */
      readonly derivatives: Record<string, number>;
    }
  >;
}

const golden = JSON.parse(
  readFileSync(new URL('../../../fixtures/pytorch-golden.json', import.meta.url), 'utf8'),
) as Golden;

/** The generator of make_golden.py: numbers in [-1/2, 1/2). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

/** All numbers of the file in its order; with a unit spread these are the directions. */
function draw(seed: number, plain: boolean): HostParameters {
  const next = uniform(seed);
  return Object.fromEntries(
    golden.weights.map(({ name, shape, center, spread }) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const value = (): number => (plain ? next() : center + spread * next());
      return [name, floatTensor(Float32Array.from({ length }, value), shape)];
    }),
  );
}

const integers = new Set(['types', 'inputTokens', 'targets', 'dialect', 'relations']);
const batch = Object.fromEntries(
  Object.entries(golden.batch).map(([name, values]) => {
    if (typeof values === 'number') return [name, values];
    return [name, integers.has(name) ? Int32Array.from(values) : Float32Array.from(values)];
  }),
) as unknown as PointerBatch;
const weights = draw(golden.weightSeed, false);
const directions = draw(golden.directionSeed, true);

/** The drawn weights that `config` has. */
function weightsFor(config: PointerModelConfig): HostParameters {
  const entries = pointerSpecs(config).map(({ name, shape }) => {
    const weight = weights[name];
    if (weight === undefined) throw new RangeError(`expected ${name} in the golden file, got none`);
    expect(weight.shape, name).toEqual(shape);
    return [name, weight] as const;
  });
  return Object.fromEntries(entries);
}

/** The batch for `config`: a dense model reads no groups. */
function inputsFor(config: PointerModelConfig) {
  const groupMask = config.mixture === null ? new Float32Array(0) : batch.groupMask;
  return batchTensors({ ...batch, groupMask }, config);
}

const names = ['dense', 'mixture'] as const;

it.each(names)('gives the logits that PyTorch gives, %s', async (name) => {
  const { config, logits } = golden.cases[name];
  const forward = jit((inputs, state) => ({
    outputs: { logits: pointerModel(state, config, inputs as unknown as PointerInputs).logits },
  }));
  const outputs = await forward.run(inputsFor(config), State.from(weightsFor(config)));
  const values = outputs['logits']!.data;
  expect(values).toHaveLength(logits.length);
  logits.forEach((expected, i) => {
    if (expected === null) expect(values[i]).toBeLessThan(-1e8);
    else expect(Math.abs(values[i]! - expected)).toBeLessThan(1e-5);
  });
  await forward.dispose();
});

it.each(names)('gives the losses and gradients that PyTorch gives, %s', async (name) => {
  const { config, losses, derivatives } = golden.cases[name];
  const parameters = weightsFor(config);
  const trainable = Object.keys(parameters);
  const scalar = (value: number) => floatTensor(Float32Array.of(value), []);
  // with beta1 = 0 the first moment is the gradient
  const optimizer = { beta1: 0, beta2: 0.95, epsilon: 1e-8, weightDecay: 0, clipNorm: 1e9 };
  const lossFunction = pointerLosses(config, golden.lossWeights);
  const settings = { losses: lossFunction, trainable, frozen: [], optimizer };
  const step = jit(trainStep(settings) as never);
  const state = freshTrainingState(parameters, trainable, false);
  const inputs = {
    ...inputsFor(config),
    seed: floatTensor(Float32Array.of(0, 0), [2]),
    learningRate: scalar(0),
    correction1: scalar(1),
    correction2: scalar(20),
  };
  const outputs = await step.run(inputs, state);
  for (const [part, expected] of Object.entries(losses)) {
    expect(Math.abs(outputs[part]!.data[0]! - expected), part).toBeLessThan(1e-5);
  }
  expect(Object.keys(derivatives).sort()).toEqual([...trainable].sort());
  for (const [weight, expected] of Object.entries(derivatives)) {
    const gradient = state.get(stateName.first(weight)).data as Float32Array;
    const direction = directions[weight]!.data;
    const derivative = gradient.reduce((sum, value, i) => sum + value * direction[i]!, 0);
    expect(Math.abs(derivative - expected), weight).toBeLessThan(1e-5);
  }
  await step.dispose();
});
