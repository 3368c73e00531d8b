import { fromFloat16, toFloat16 } from '../checkpoint/float16.js';
import type { MergeDtype } from './merge-config.js';

/** Bytes of one element. */
export const bytesPerElement: Readonly<Record<MergeDtype, number>> = {
  float32: 4,
  float16: 2,
  bfloat16: 2,
};

/** Names of the formats in safetensors headers. */
export const safetensorsDtype = { float32: 'F32', float16: 'F16', bfloat16: 'BF16' } as const;

/**
 * Stored numbers as float32; exact.
 * @param bytes - little-endian, at a multiple of 4 bytes in their buffer
 * @param into - as many numbers as `bytes` holds
 */
export function decodeFloats(bytes: Uint8Array, dtype: MergeDtype, into: Float32Array): void {
  const { buffer, byteOffset } = bytes;
  if (dtype === 'float32') into.set(new Float32Array(buffer, byteOffset, into.length));
  else if (dtype === 'float16')
    into.set(fromFloat16(new Uint16Array(buffer, byteOffset, into.length)));
  else decodeBfloat16(bytes, into);
}

/** Two numbers at a time: a bfloat16 is the upper half of a float32. */
function decodeBfloat16({ buffer, byteOffset }: Uint8Array, into: Float32Array): void {
  const pairs = new Int32Array(buffer, byteOffset, into.length >> 1);
  const bits = new Int32Array(into.buffer, into.byteOffset, into.length);
  for (let i = 0; i < pairs.length; i += 1) {
    const pair = pairs[i] as number;
    bits[2 * i] = pair << 16;
    bits[2 * i + 1] = pair & 0xffff0000;
  }
  const last = into.length - 1;
  if (last % 2 === 0)
    bits[last] = (new Uint16Array(buffer, byteOffset, into.length)[last] as number) << 16;
}

/** float32 numbers in a stored format, rounded to nearest even; may share memory with `values`. */
export function encodeFloats(values: Float32Array, dtype: MergeDtype): Uint8Array {
  const { buffer, byteOffset, byteLength } = values;
  if (dtype === 'float32') return new Uint8Array(buffer, byteOffset, byteLength);
  const halves = dtype === 'float16' ? toFloat16(values) : toBfloat16(values);
  return new Uint8Array(halves.buffer);
}

/** float32 numbers as bfloat16 bits, rounded to nearest even; NaN stays NaN. */
export function toBfloat16(values: Float32Array): Uint16Array {
  // signed, because V8 keeps 32-bit signed integers out of floating point
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < halves.length; i += 1) {
    const bit = bits[i] as number;
    const isNaN = (bit & 0x7fffffff) > 0x7f800000;
    halves[i] = isNaN ? (bit >>> 16) | 0x40 : ((bit + 0x7fff + ((bit >>> 16) & 1)) | 0) >>> 16;
  }
  return halves;
}
