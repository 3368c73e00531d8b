import { MoeError } from '../errors.js';
import type { HostParameters, HostTensor } from '../numerics/host-tensor.js';

/** A weight by name. @throws MoeError `MOE_MISSING_PARAMETER` */
export function parameterOf(parameters: HostParameters, name: string): HostTensor {
  const found = parameters[name];
  if (found !== undefined) return found;
  throw new MoeError(
    'MOE_MISSING_PARAMETER',
    `expected a weight "${name}", got ${Object.keys(parameters).length} weights without it; check that the weights belong to this config`,
  );
}
