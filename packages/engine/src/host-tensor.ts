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
 * @throws {@link EngineError} `INPUT_SHAPE` when `values` does not fill `shape`; `INPUT_DTYPE` when a value is not one
 *   of the dtype: a fraction for int32, anything but 0 and 1 for bool
 */
export function hostTensor(
  values: HostTensor['data'] | readonly number[],
  shape?: readonly number[],
  dtype: HostDtype = 'float32',
): HostTensor {
  const Class = arrayClass[dtype] as (typeof arrayClass)[HostDtype] | undefined;
  if (Class === undefined)
    throw wrongDtype('hostTensor', `dtype ${Object.keys(arrayClass).join(', ')}`, String(dtype));
  if (!Array.isArray(values) && !ArrayBuffer.isView(values))
    throw wrongDtype('hostTensor', 'an array of numbers', describeValue(values));
  if (!(values instanceof Class) || dtype === 'bool') checkValues(values, dtype);
  const data = values instanceof Class ? values : Class.from(values);
  const tensor = { data, shape: shape ?? [data.length], dtype };
  checkHostTensor('hostTensor', tensor);
  return tensor;
}

/** What the values of each dtype are. */
const valuesOf: Readonly<Record<HostDtype, readonly [string, (value: number) => boolean]>> = {
  float32: ['numbers', (value) => typeof value === 'number'],
  int32: ['32-bit integers', (value) => value === (value | 0)],
  bool: ['0 and 1', (value) => value === 0 || value === 1],
};

function checkValues(values: HostTensor['data'] | readonly number[], dtype: HostDtype): void {
  const [kind, fits] = valuesOf[dtype];
  for (let index = 0; index < values.length; index++) {
    if (fits(values[index] as number)) continue;
    const got = `${String(values[index])} at ${index}`;
    throw wrongDtype('hostTensor', `${kind} for dtype ${dtype}`, got);
  }
}

function wrongDtype(name: string, expected: string, got: string): EngineError {
  return new EngineError(
    'INPUT_DTYPE',
    `"${name}": expected ${expected}, got ${got}. Build it with hostTensor(values, shape, dtype).`,
  );
}

/**
 * Checks that data, shape and dtype agree.
 * @throws {@link EngineError} `INPUT_DTYPE` or `INPUT_SHAPE`
 */
export function checkHostTensor(name: string, tensor: StoredTensor): void {
  const { data, shape, dtype } = (tensor ?? {}) as Partial<StoredTensor>;
  const Class =
    dtype && (storageArrayClass[dtype] as (typeof storageArrayClass)[StorageDtype] | undefined);
  if (Class === undefined)
    throw wrongDtype(
      name,
      `a tensor { data, shape, dtype } with dtype ${Object.keys(storageArrayClass).join(', ')}`,
      dtype === undefined ? describeValue(tensor) : String(dtype),
    );
  if (!(data instanceof Class))
    throw wrongDtype(name, `${Class.name} for dtype ${dtype}`, describeValue(data));
  const counts = Array.isArray(shape) && shape.every((dim) => Number.isInteger(dim) && dim >= 0);
  if (!counts) {
    throw new EngineError(
      'INPUT_SHAPE',
      `"${name}": expected a shape of integers from 0, got ${JSON.stringify(shape)}. Correct the shape.`,
    );
  }
  if (sizeOf(shape) !== data.length) {
    throw new EngineError(
      'INPUT_SHAPE',
      `"${name}": expected ${sizeOf(shape)} values for shape [${shape.join(', ')}], got ${data.length}. Correct the shape or the data.`,
    );
  }
}

function describeValue(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? (value.constructor?.name ?? 'an object')
    : String(value);
}
