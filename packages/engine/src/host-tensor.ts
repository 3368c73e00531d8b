import { Tensor } from 'onnxruntime-node';
import { EngineError } from './engine-error.js';
import { sizeOf, type HostDtype, type StorageDtype, type TensorSpec } from './tensor-spec.js';

/** A tensor as plain values: what goes into a jitted function and what comes out. Row-major. */
export interface HostTensor extends TensorSpec {
  /** `Float32Array` for float32, `Int32Array` for int32, `Uint8Array` of 0 and 1 for bool. */
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/**
 * A tensor in a dtype of storage: a {@link HostTensor}, or one of the dtypes that TF.js does not know. A jitted function
 * sees float16 and bfloat16 as float32, uint8 and int8 as int32.
 */
export interface StoredTensor extends TensorSpec<StorageDtype> {
  /** As of a `HostTensor`; `Uint16Array` of bits for float16 and bfloat16, `Uint8Array`, `Int8Array`. */
  readonly data: Float32Array | Int32Array | Uint8Array | Int8Array | Uint16Array;
}

/** Array class that holds each dtype of storage. */
export const storageArrayClass = {
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
  float16: Uint16Array,
  bfloat16: Uint16Array,
  uint8: Uint8Array,
  int8: Int8Array,
} as const;

/** Array class that holds each dtype. */
export const arrayClass = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/**
 * Builds a host tensor, choosing the array class of the dtype.
 * @param values - numbers in row-major order, or a typed array, which is used without a copy when its class fits
 * @param shape - default: one axis as long as `values`
 * @param dtype - default `float32`
 * @throws {@link EngineError} `INPUT_SHAPE` when `values` does not fill `shape`
 */
export function hostTensor(
  values: HostTensor['data'] | readonly number[],
  shape: readonly number[] = [values.length],
  dtype: HostDtype = 'float32',
): HostTensor {
  const Class = arrayClass[dtype];
  const tensor = { data: values instanceof Class ? values : Class.from(values), shape, dtype };
  checkHostTensor('hostTensor', tensor);
  return tensor;
}

/**
 * Checks that data, shape and dtype agree.
 * @throws {@link EngineError} `INPUT_DTYPE` or `INPUT_SHAPE`
 */
export function checkHostTensor(name: string, tensor: StoredTensor): void {
  const Class = storageArrayClass[tensor.dtype];
  if (Class === undefined || !(tensor.data instanceof Class)) {
    const expected =
      Class === undefined
        ? `dtype ${Object.keys(storageArrayClass).join(', ')}`
        : `${Class.name} for dtype ${tensor.dtype}`;
    const got =
      Class === undefined
        ? String(tensor.dtype)
        : (tensor.data?.constructor?.name ?? typeof tensor.data);
    throw new EngineError(
      'INPUT_DTYPE',
      `"${name}": expected ${expected}, got ${got}. Build it with hostTensor(values, shape, dtype).`,
    );
  }
  const bad = tensor.shape.some((dim) => !Number.isInteger(dim) || dim < 0);
  if (bad || sizeOf(tensor.shape) !== tensor.data.length) {
    throw new EngineError(
      'INPUT_SHAPE',
      `"${name}": expected ${sizeOf(tensor.shape)} values for shape [${tensor.shape.join(', ')}], got ${tensor.data.length}. Correct the shape or the data.`,
    );
  }
}

/**
 * Views a tensor as an ONNX Runtime tensor; the data are shared, not copied.
 * @throws {@link EngineError} `UNSUPPORTED_DTYPE` for bfloat16, which ONNX Runtime for Node has only inside graphs
 */
export function toRuntimeTensor(tensor: StoredTensor): Tensor {
  if (tensor.dtype === 'bfloat16') {
    throw new EngineError(
      'UNSUPPORTED_DTYPE',
      'Inputs and state cannot be bfloat16: ONNX Runtime for Node passes no such tensors. Pass float32 or float16, or give the tensor as a constant.',
    );
  }
  return new Tensor(tensor.dtype, tensor.data as never, [...tensor.shape]);
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
