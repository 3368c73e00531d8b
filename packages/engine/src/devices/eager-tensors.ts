import { closeSync, openSync, readSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.js';
import { fromBfloat16, fromFloat16 } from '../half-precision.js';
import type { HostTensor } from '../host-tensor.js';
import type { ExternalData } from '../onnx/onnx-graph.js';
import {
  hostDtype,
  tracedDtype,
  type HostDtype,
  type StorageDtype,
  type TensorSpec,
} from '../tensor-spec.js';
import type { TracedConstant } from '../trace/trace-function.js';

/** Data of a tensor in any storage dtype; half-precision numbers are their bits. */
export type StoredTensor = TensorSpec<StorageDtype> & { readonly data: ArrayBufferView };

/**
 * Puts a tensor on TF.js's current backend. TF.js knows neither half-precision floats nor bytes, so float16 and
 * bfloat16 become float32, uint8 and int8 become int32.
 */
export function uploadTensor({ data, shape, dtype }: StoredTensor): tf.Tensor {
  const values =
    dtype === 'float16'
      ? fromFloat16(data as Uint16Array)
      : dtype === 'bfloat16'
        ? fromBfloat16(data as Uint16Array)
        : dtype === 'uint8' || dtype === 'int8'
          ? Int32Array.from(data as Uint8Array)
          : (data as HostTensor['data']).slice(); // TF.js may keep the array that it is given
  return tf.tensor(values, [...shape], tracedDtype(dtype));
}

/**
 * Puts a constant on TF.js's current backend, reading its file where it lies in one.
 * @throws {@link EngineError} `EXTERNAL_DATA` when the file is absent or too short
 */
export function uploadConstant(constant: TracedConstant): tf.Tensor {
  const { shape, dtype } = constant;
  const data = 'data' in constant ? constant.data : readExternal(constant.external, dtype);
  return uploadTensor({ data, shape, dtype });
}

function readExternal({ file, offset, length }: ExternalData, dtype: StorageDtype) {
  const bytes = new Uint8Array(length);
  const missing = (cause: unknown) =>
    new EngineError(
      'EXTERNAL_DATA',
      `Expected ${length} bytes of a constant from byte ${offset} of ${file}, got: ${String(cause)}. Restore the file, or correct the range.`,
      { cause },
    );
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (cause) {
    throw missing(cause);
  }
  try {
    for (let done = 0; done < length;) {
      const count = readSync(handle, bytes, done, length - done, offset + done);
      if (count === 0) throw missing(`the end of the file at byte ${offset + done}`);
      done += count;
    }
  } finally {
    closeSync(handle);
  }
  if (dtype === 'float32') return new Float32Array(bytes.buffer);
  if (dtype === 'int32') return new Int32Array(bytes.buffer);
  if (dtype === 'int8') return new Int8Array(bytes.buffer);
  return dtype === 'float16' || dtype === 'bfloat16' ? new Uint16Array(bytes.buffer) : bytes;
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
