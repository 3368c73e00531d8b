import { add, mul, sub, type Tensor } from '@tensorflow/tfjs-core';
import { stateName } from './train-step.js';

/** Moving average of the weights: average += (1 - decay) · (weight - average). Input `rate` = 1 - decay, a scalar. */
export function averageStep(
  trainable: readonly string[],
): (
  inputs: { rate: Tensor },
  state: Record<string, Tensor>,
) => { outputs: Record<string, Tensor>; state: Record<string, Tensor> } {
  return ({ rate }, state) => {
    const next = trainable.map((name) => {
      const average = state[stateName.average(name)] as Tensor;
      return [
        stateName.average(name),
        add(average, mul(sub(state[stateName.weight(name)] as Tensor, average), rate)),
      ] as const;
    });
    return { outputs: {}, state: Object.fromEntries(next) };
  };
}
