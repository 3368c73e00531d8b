import type { StoredTensor } from '@momq/engine';
import { quantizeBlocks } from '@momq/engine/ops';
import type { HostTensor } from '../../numerics/host-tensor.js';
import { bitsOf, QUANTIZED_BLOCK_SIZES, quantizedNames } from '../../numerics/quantized-linear.js';

/** The blocks of a matrix under the names that `baseLinear` reads. @param bits those of the base, from which `bitsOf` may differ */
export function quantizedMatrix(
  name: string,
  weight: HostTensor,
  bits: 4 | 8,
): Record<string, StoredTensor> {
  const own = bitsOf(name, bits);
  const { packed, scales, zeroPoints } = quantizeBlocks(weight, {
    bits: own,
    blockSize: QUANTIZED_BLOCK_SIZES[own],
    symmetric: own === 8,
  });
  const names = quantizedNames(name);
  return {
    [names.packed]: packed,
    [names.scales]: scales,
    ...(zeroPoints !== undefined && { [names.zeroPoints]: zeroPoints }),
  };
}
