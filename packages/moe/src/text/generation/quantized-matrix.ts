import type { StoredTensor } from '@momq/engine';
import { quantizeBlocks } from '@momq/engine/ops';
import type { HostTensor } from '../../numerics/host-tensor.js';
import { QUANTIZED_BLOCK_SIZE, quantizedNames } from '../../numerics/quantized-linear.js';

/** The blocks of a matrix under the names that `baseLinear` reads. */
export function quantizedMatrix(
  name: string,
  weight: HostTensor,
  bits: 4 | 8,
): Record<string, StoredTensor> {
  const { packed, scales } = quantizeBlocks(weight, { bits, blockSize: QUANTIZED_BLOCK_SIZE });
  const names = quantizedNames(name);
  return { [names.packed]: packed, [names.scales]: scales };
}
