import * as tf from '@tensorflow/tfjs-core';
import type { HostTensor, StoredTensor } from '../host-tensor.js';
import { readConstant } from '../trace/read-constant.js';
import { hostDtype, type HostDtype } from '../tensor-spec.js';
import type { TracedConstant } from '../trace/trace-function.js';
import { widen } from '../widen.js';

/**
 * Puts a tensor on TF.js's current backend. TF.js knows neither half-precision floats nor bytes, so float16 and
 * bfloat16 become float32, uint8 and int8 become int32.
 */
export function uploadTensor(tensor: StoredTensor): tf.Tensor {
  const { data, shape, dtype } = widen(tensor);
  const own = data === tensor.data ? data.slice() : data; // TF.js may keep the array that it is given
  return tf.tensor(own, [...shape], dtype);
}

/**
 * Puts a constant on TF.js's current backend, reading its file where it lies in one.
 * @throws {@link EngineError} `EXTERNAL_DATA` when the file is absent or too short
 */
export function uploadConstant(constant: TracedConstant): tf.Tensor {
  return uploadTensor(readConstant(constant));
}

/**
 * Copies a tensor's values from its backend.
 * @throws {@link EngineError} `UNSUPPORTED_DTYPE` for `string` and `complex64`
 */
export async function downloadTensor(name: string, tensor: tf.Tensor): Promise<HostTensor> {
  const dtype: HostDtype = hostDtype(tensor.dtype, `"${name}"`);
  const data = (await tensor.data()).slice() as HostTensor['data']; // TF.js's cpu backend hands out its own array
  return { data, shape: [...tensor.shape], dtype };
}
