import { closeSync, openSync, readSync } from 'node:fs';
import { EngineError } from '../engine-error.js';
import { storageArrayClass, type StoredTensor } from '../host-tensor.js';
import type { ExternalData } from '../onnx/onnx-graph.js';
import type { TracedConstant } from './trace-function.js';

/**
 * A constant as a tensor in memory; one that lies in a file is read.
 * @throws {@link EngineError} `EXTERNAL_DATA` when the file is absent or too short
 */
export function readConstant(constant: TracedConstant): StoredTensor {
  const { shape, dtype } = constant;
  if ('data' in constant) return { data: constant.data as StoredTensor['data'], shape, dtype };
  const bytes = readBytes(constant.external);
  return { data: new storageArrayClass[dtype](bytes.buffer), shape, dtype };
}

function readBytes({ file, offset, length }: ExternalData): Uint8Array<ArrayBuffer> {
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
  return bytes;
}
