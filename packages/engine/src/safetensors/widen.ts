import type { HostTensor } from '../host-tensor.js';
import { fromBfloat16, fromFloat16 } from '../half-precision.js';
import type { StorageDtype } from '../tensor-spec.js';

/**
 * Stored bytes as a tensor that TF.js knows: float16 and bfloat16 become float32, uint8 and int8 become int32.
 * @param bytes - little-endian elements, in a buffer of their own
 */
export function widen(
  bytes: Uint8Array<ArrayBuffer>,
  shape: readonly number[],
  dtype: StorageDtype,
): HostTensor {
  const { buffer } = bytes;
  switch (dtype) {
    case 'float32':
      return { data: new Float32Array(buffer), shape, dtype };
    case 'int32':
      return { data: new Int32Array(buffer), shape, dtype };
    case 'bool':
      return { data: bytes, shape, dtype };
    case 'float16':
      return { data: fromFloat16(new Uint16Array(buffer)), shape, dtype: 'float32' };
    case 'bfloat16':
      return { data: fromBfloat16(new Uint16Array(buffer)), shape, dtype: 'float32' };
    case 'uint8':
      return { data: Int32Array.from(bytes), shape, dtype: 'int32' };
    case 'int8':
      return { data: Int32Array.from(new Int8Array(buffer)), shape, dtype: 'int32' };
  }
}
