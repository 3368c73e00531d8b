import { MoeError } from '../errors.js';
import type { HostParameters } from '../numerics/host-tensor.js';
import type { ParameterSpec } from '../numerics/parameter-spec.js';

/** @throws MoeError `MOE_BAD_INPUT` when a weight is missing or has another shape than the config says */
export function checkWeights(specs: readonly ParameterSpec[], parameters: HostParameters): void {
  for (const { name, shape } of specs) {
    const weight = parameters[name];
    if (weight === undefined || weight.shape.join() !== shape.join()) {
      throw new MoeError(
        'MOE_BAD_INPUT',
        `expected ${name} of shape (${shape.join()}), got ${weight === undefined ? 'none' : `(${weight.shape.join()})`}; the weights belong to another config`,
      );
    }
  }
}
