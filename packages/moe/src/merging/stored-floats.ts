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

/**
 * float32 numbers in a stored format, rounded to nearest even.
 * @param into - memory for the result, aligned to 2 bytes and long enough; not used for float32
 * @returns the bytes: a part of `into`, or of `values` for float32
 */
export function encodeFloats(
  values: Float32Array,
  dtype: MergeDtype,
  into: Uint8Array = new Uint8Array(2 * values.length),
): Uint8Array {
  const { buffer, byteOffset, byteLength } = values;
  if (dtype === 'float32') return new Uint8Array(buffer, byteOffset, byteLength);
  const halves = new Uint16Array(into.buffer, into.byteOffset, values.length);
  if (dtype === 'float16') halves.set(toFloat16(values));
  else encodeBfloat16(values, halves);
  return into.subarray(0, 2 * values.length);
}

/** NaN stays NaN. */
function encodeBfloat16(values: Float32Array, halves: Uint16Array): void {
  // signed, because V8 keeps 32-bit signed integers out of floating point
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < bits.length; i += 1) {
    const bit = bits[i] as number;
    const isNaN = (bit & 0x7fffffff) > 0x7f800000;
    halves[i] = isNaN ? (bit >>> 16) | 0x40 : ((bit + 0x7fff + ((bit >>> 16) & 1)) | 0) >>> 16;
  }
}
