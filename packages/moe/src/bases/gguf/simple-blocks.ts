/**
 * Blocks of 32 weights with one scale: Q4_0, Q4_1, Q5_0, Q5_1, Q8_0.
 *
 *     Q4_0  d f16 | 16 bytes: low halves are weights 0–15, high halves 16–31         w = d (q − 8)
 *     Q4_1  d f16 | m f16 | 16 bytes                                                  w = d q + m
 *     Q5_0  d f16 | u32: bit i is the fifth bit of weight i | 16 bytes                w = d (q − 16)
 *     Q5_1  d f16 | m f16 | u32 | 16 bytes                                            w = d q + m
 *     Q8_0  d f16 | 32 int8                                                           w = d q
 *
 * Source: ggml-common.h (`block_q4_0` …) and `dequantize_row_*` in ggml-quants.c of llama.cpp; each step is rounded to float32 as there.
 * @module
 */
import { blockFormat, halfAt } from './block-format.js';

const f32 = Math.fround;

/** Four bytes as an integer of 32 bits. */
function bitsAt(bytes: Uint8Array, at: number): number {
  const byte = (i: number): number => bytes[at + i] as number;
  return byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24);
}

/** 4-bit weights around 0. */
export const q4_0 = blockFormat(
  'Q4_0',
  { blockSize: 32, blockBytes: 18 },
  (bytes, at, weights, to) => {
    const d = halfAt(bytes, at);
    for (let i = 0; i < 16; i += 1) {
      const byte = bytes[at + 2 + i] as number;
      weights[to + i] = d * ((byte & 15) - 8);
      weights[to + 16 + i] = d * ((byte >> 4) - 8);
    }
  },
);

/** 4-bit weights from a minimum. */
export const q4_1 = blockFormat(
  'Q4_1',
  { blockSize: 32, blockBytes: 20 },
  (bytes, at, weights, to) => {
    const d = halfAt(bytes, at);
    const m = halfAt(bytes, at + 2);
    for (let i = 0; i < 16; i += 1) {
      const byte = bytes[at + 4 + i] as number;
      weights[to + i] = f32(d * (byte & 15)) + m;
      weights[to + 16 + i] = f32(d * (byte >> 4)) + m;
    }
  },
);

/** 5-bit weights around 0. */
export const q5_0 = blockFormat(
  'Q5_0',
  { blockSize: 32, blockBytes: 22 },
  (bytes, at, weights, to) => {
    const d = halfAt(bytes, at);
    const fifths = bitsAt(bytes, at + 2);
    for (let i = 0; i < 16; i += 1) {
      const byte = bytes[at + 6 + i] as number;
      weights[to + i] = d * (((byte & 15) | (((fifths >>> i) & 1) << 4)) - 16);
      weights[to + 16 + i] = d * (((byte >> 4) | (((fifths >>> (i + 16)) & 1) << 4)) - 16);
    }
  },
);

/** 5-bit weights from a minimum. */
export const q5_1 = blockFormat(
  'Q5_1',
  { blockSize: 32, blockBytes: 24 },
  (bytes, at, weights, to) => {
    const d = halfAt(bytes, at);
    const m = halfAt(bytes, at + 2);
    const fifths = bitsAt(bytes, at + 4);
    for (let i = 0; i < 16; i += 1) {
      const byte = bytes[at + 8 + i] as number;
      weights[to + i] = f32(d * ((byte & 15) | (((fifths >>> i) & 1) << 4))) + m;
      weights[to + 16 + i] = f32(d * ((byte >> 4) | (((fifths >>> (i + 16)) & 1) << 4))) + m;
    }
  },
);

/** 8-bit weights around 0. */
export const q8_0 = blockFormat(
  'Q8_0',
  { blockSize: 32, blockBytes: 34 },
  (bytes, at, weights, to) => {
    const d = halfAt(bytes, at);
    for (let i = 0; i < 32; i += 1)
      weights[to + i] = d * (((bytes[at + 2 + i] as number) << 24) >> 24);
  },
);
