import { EngineError } from '../engine-error.js';
import { checkHostTensor, type StoredTensor } from '../host-tensor.js';
import type { StorageDtype } from '../tensor-spec.js';
import { Tensor } from './onnx-runtime.js';

/**
 * Checks a tensor that goes to ONNX Runtime as an input or as state.
 * @throws {@link EngineError} `INPUT_DTYPE`, `INPUT_SHAPE`, or `UNSUPPORTED_DTYPE` for bfloat16, which ONNX Runtime for
 *   Node has only inside graphs
 */
export function checkPassedTensor(name: string, tensor: StoredTensor): void {
  checkHostTensor(name, tensor);
  if (tensor.dtype !== 'bfloat16') return;
  throw new EngineError(
    'UNSUPPORTED_DTYPE',
    `"${name}": inputs and state cannot be bfloat16: ONNX Runtime for Node passes no such tensors. Pass float32 or float16, or give the tensor as a constant.`,
  );
}

/** Views a checked tensor as an ONNX Runtime tensor; the data are shared, not copied. */
export function toRuntimeTensor({ data, shape, dtype }: StoredTensor): Tensor {
  return new Tensor(dtype as Exclude<StorageDtype, 'bfloat16'>, data as never, [...shape]);
}

/** Views an ONNX Runtime tensor as a stored tensor; the data are shared, not copied. */
export function fromRuntimeTensor(tensor: Tensor): StoredTensor {
  const data = tensor.data as StoredTensor['data'] | ArrayBufferView<ArrayBuffer>;
  if (tensor.type === 'float16' && !(data instanceof Uint16Array)) {
    // runtimes that have Float16Array give one
    const { buffer, byteOffset, byteLength } = data as ArrayBufferView<ArrayBuffer>;
    const bits = new Uint16Array(buffer, byteOffset, byteLength / 2);
    return { data: bits, shape: [...tensor.dims], dtype: 'float16' };
  }
  return {
    data: data as StoredTensor['data'],
    shape: [...tensor.dims],
    dtype: tensor.type as StorageDtype,
  };
}
