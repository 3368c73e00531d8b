import { Tensor } from 'onnxruntime-node';
import { EngineError } from './engine-error.js';
import { sizeOf, type HostDtype, type TensorSpec } from './tensor-spec.js';

/** A tensor as plain values: what goes into a jitted function and what comes out. Row-major. */
export interface HostTensor extends TensorSpec {
  /** `Float32Array` for float32, `Int32Array` for int32, `Uint8Array` of 0 and 1 for bool. */
  readonly data: Float32Array | Int32Array | Uint8Array;
}

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
export function checkHostTensor(name: string, tensor: HostTensor): void {
  const Class = arrayClass[tensor.dtype];
  if (Class === undefined || !(tensor.data instanceof Class)) {
    const expected =
      Class === undefined
        ? 'dtype float32, int32 or bool'
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

/** Views a host tensor as an ONNX Runtime tensor; the data are shared, not copied. */
export function toRuntimeTensor(tensor: HostTensor): Tensor {
  return new Tensor(tensor.dtype, tensor.data as never, [...tensor.shape]);
}

/** Views an ONNX Runtime tensor as a host tensor; the data are shared, not copied. */
export function fromRuntimeTensor(tensor: Tensor): HostTensor {
  return {
    data: tensor.data as HostTensor['data'],
    shape: [...tensor.dims],
    dtype: tensor.type as HostDtype,
  };
}
