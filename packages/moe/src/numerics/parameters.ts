import type { Tensor } from '@tensorflow/tfjs-core';
import { MoeError } from '../errors.js';

/** Named weights as tensors, the first argument of every model function. */
export type Parameters = Readonly<Record<string, Tensor>>;

/** The weight `name`. @throws MoeError `MOE_MISSING_PARAMETER` */
export function parameter(parameters: Parameters, name: string): Tensor {
  const value = parameters[name];
  if (value === undefined) {
    throw new MoeError(
      'MOE_MISSING_PARAMETER',
      `expected a weight "${name}", got ${Object.keys(parameters).length} weights without it; check that the weights belong to this config`,
    );
  }
  return value;
}

/** The weight `name`, or null when the model has none. */
export function optionalParameter(parameters: Parameters, name: string): Tensor | null {
  return name in parameters ? parameter(parameters, name) : null;
}
