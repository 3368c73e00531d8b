import { State } from '@momq/engine';
import type { HostParameters, HostTensor } from '../numerics/host-tensor.js';
import { floatTensor } from '../numerics/host-tensor.js';
import { stateName } from './train-step.js';

/** Weights, moments and averages of a fresh run: moments 0, averages equal to the weights. */
export function freshTrainingState(
  parameters: HostParameters,
  trainable: readonly string[],
  average: boolean,
): State {
  const entries: Record<string, HostTensor> = {};
  for (const [name, weight] of Object.entries(parameters)) entries[stateName.weight(name)] = weight;
  for (const name of trainable) {
    const weight = parameters[name] as HostTensor;
    entries[stateName.first(name)] = floatTensor(
      new Float32Array(weight.data.length),
      weight.shape,
    );
    entries[stateName.second(name)] = floatTensor(
      new Float32Array(weight.data.length),
      weight.shape,
    );
    if (average) entries[stateName.average(name)] = weight;
  }
  return State.from(entries);
}

/** A copy of the weights. @param averaged the moving averages where there are some */
export function weightsOf(
  state: State,
  names: readonly string[],
  averaged: boolean,
): HostParameters {
  return Object.fromEntries(
    names.map((name) => {
      const average = stateName.average(name);
      return [
        name,
        state.get(averaged && state.has(average) ? average : stateName.weight(name)) as HostTensor,
      ];
    }),
  );
}
