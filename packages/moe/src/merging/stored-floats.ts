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

/** Stored numbers, little-endian and aligned, as float32; exact. */
export function decodeFloats(bytes: Uint8Array, dtype: MergeDtype): Float32Array {
  const { buffer, byteOffset, byteLength } = bytes;
  if (dtype === 'float32') return new Float32Array(buffer, byteOffset, byteLength / 4);
  const halves = new Uint16Array(buffer, byteOffset, byteLength / 2);
  if (dtype === 'float16') return fromFloat16(halves);
  const values = new Float32Array(halves.length);
  const bits = new Uint32Array(values.buffer);
  for (let i = 0; i < halves.length; i += 1) bits[i] = (halves[i] as number) << 16;
  return values;
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
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < halves.length; i += 1) {
    const bit = bits[i] as number;
    const isNaN = (bit & 0x7fffffff) > 0x7f800000;
    halves[i] = isNaN ? (bit >>> 16) | 0x40 : (bit + 0x7fff + ((bit >>> 16) & 1)) >>> 16;
  }
  return halves;
}
