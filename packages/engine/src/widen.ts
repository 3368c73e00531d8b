import { fromBfloat16, fromFloat16 } from './half-precision.js';
import type { HostTensor, StoredTensor } from './host-tensor.js';

/**
 * A stored tensor as TF.js knows it: float16 and bfloat16 become float32, uint8 and int8 become int32. Data of the
 * other dtypes are shared, not copied.
 */
export function widen({ data, shape, dtype }: StoredTensor): HostTensor {
  switch (dtype) {
    case 'float32':
    case 'int32':
    case 'bool':
      return { data: data as HostTensor['data'], shape, dtype };
    case 'float16':
      return { data: fromFloat16(data as Uint16Array), shape, dtype: 'float32' };
    case 'bfloat16':
      return { data: fromBfloat16(data as Uint16Array), shape, dtype: 'float32' };
    case 'uint8':
    case 'int8':
      return { data: Int32Array.from(data), shape, dtype: 'int32' };
  }
}
