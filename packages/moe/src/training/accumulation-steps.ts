import { add, cast, mul, onesLike, reshape, zerosLike, type Tensor } from '@tensorflow/tfjs-core';
import type { State } from '@momq/engine';
import { floatTensor } from '../numerics/host-tensor.js';
import type { AdamWScalars } from './adamw.js';
import {
  batchGradients,
  stateName,
  update,
  type TrainStepResult,
  type TrainStepSettings,
} from './train-step.js';

/** State entry, (1): 1 until a micro-batch's gradients overflow float16. */
const WHOLE = stateName.sum('');

type StepFunction = (
  inputs: Record<string, Tensor>,
  state: Record<string, Tensor>,
) => TrainStepResult;

/** Adds the state that exists only inside a step: gradient sums, all zero. */
export function addGradientSums(state: State, trainable: readonly string[]): void {
  for (const name of trainable) {
    const { shape } = state.spec(stateName.weight(name));
    const size = shape.reduce((a, b) => a * b, 1);
    state.set(stateName.sum(name), floatTensor(new Float32Array(size), shape));
  }
  state.set(WHOLE, floatTensor(Float32Array.of(1), [1]));
}

/** Whether a state entry is a gradient sum, which is not part of a saved state. */
export function isGradientSum(name: string): boolean {
  return name.startsWith(WHOLE);
}

/**
 * Adds the gradients of a micro-batch to the sums. The losses must be shares of the whole batch's: what the graph
 * gives for the micro-batches adds up to it.
 */
export function accumulateStep(settings: TrainStepSettings): StepFunction {
  return (inputs, state) => {
    const { losses, grads, finite, state: scale } = batchGradients(settings, inputs, state);
    const next: Record<string, Tensor> = { ...scale };
    settings.trainable.forEach((name, i) => {
      next[stateName.sum(name)] = add(state[stateName.sum(name)] as Tensor, grads[i] as Tensor);
    });
    if (finite !== null) next[WHOLE] = mul(state[WHOLE] as Tensor, cast(finite, 'float32'));
    return { outputs: { ...losses }, state: next };
  };
}

/** Clipping and AdamW with the summed gradients, which return to zero. */
export function updateStep(settings: TrainStepSettings): StepFunction {
  return (inputs, state) => {
    const sums = settings.trainable.map((name) => state[stateName.sum(name)] as Tensor);
    const whole = settings.lossScaling === true ? reshape(state[WHOLE] as Tensor, []) : null;
    const { norm, state: next } = update(settings, sums, {
      inputs: inputs as unknown as AdamWScalars,
      state,
      finite: whole === null ? null : cast(whole, 'bool'),
    });
    settings.trainable.forEach((name, i) => {
      next[stateName.sum(name)] = zerosLike(sums[i] as Tensor);
    });
    if (whole !== null) next[WHOLE] = onesLike(state[WHOLE] as Tensor);
    return {
      outputs: { gradientNorm: norm, ...(whole === null ? {} : { finite: whole }) },
      state: next,
    };
  };
}
