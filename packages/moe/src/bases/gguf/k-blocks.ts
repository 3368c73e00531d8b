/**
 * Blocks of 256 weights whose parts have scales of their own, packed in turn: Q4_K, Q5_K, Q6_K.
 *
 *     Q4_K  d f16 | dmin f16 | 12 bytes: 8 scales s and 8 minima m of 6 bits | 128 bytes            w = d s q − dmin m
 *           32 weights a scale; of each 32 bytes the low halves are one part, the high halves the next
 *     Q5_K  d f16 | dmin f16 | 12 bytes | 32 bytes: bit p of byte i is the fifth bit of weight i of part p | 128 bytes
 *     Q6_K  128 bytes: low 4 bits | 64 bytes: high 2 bits | 16 int8 scales s | d f16                w = d s (q − 32)
 *           16 weights a scale; in each half, of 64 low bytes the low halves are weights 0–63, the high ones 64–127,
 *           and of 32 high bytes bits 0–1 belong to weights 0–31, bits 2–3 to 32–63 and so on
 *
 * Source: ggml-common.h (`block_q4_K` …), `get_scale_min_k4` and `dequantize_row_*` in ggml-quants.c of llama.cpp; each step is
 * rounded to float32 as there.
 * @module
 */
import { blockFormat, halfAt } from './block-format.js';

const f32 = Math.fround;

/** Scale and minimum of part p (0–7) from the 12 bytes at `at`: the last four parts have their upper bits with the first four. */
function scaleAndMinimum(bytes: Uint8Array, at: number, p: number): [number, number] {
  const byte = (i: number): number => bytes[at + i] as number;
  if (p < 4) return [byte(p) & 63, byte(p + 4) & 63];
  return [
    (byte(p + 4) & 15) | ((byte(p - 4) >> 6) << 4),
    (byte(p + 4) >> 4) | ((byte(p) >> 6) << 4),
  ];
}

/** Q4_K, and Q5_K when `fifths` says where the fifth bits are. */
function dequantizeParts(
  bytes: Uint8Array,
  { at, fifths, low }: { at: number; fifths: number | null; low: number },
  weights: Float32Array,
  to: number,
): void {
  const [d, dmin] = [halfAt(bytes, at), halfAt(bytes, at + 2)];
  for (let p = 0; p < 8; p += 1) {
    const [s, m] = scaleAndMinimum(bytes, at + 4, p);
    const [scale, minimum] = [f32(d * s), f32(dmin * m)];
    const start = low + 32 * (p >> 1);
    const shift = 4 * (p & 1);
    for (let i = 0; i < 32; i += 1) {
      const fifth = fifths === null ? 0 : (((bytes[fifths + i] as number) >> p) & 1) << 4;
      const q = (((bytes[start + i] as number) >> shift) & 15) | fifth;
      weights[to + 32 * p + i] = f32(scale * q) - minimum;
    }
  }
}

/** 4-bit weights. */
export const q4_K = blockFormat(
  'Q4_K',
  { blockSize: 256, blockBytes: 144 },
  (bytes, at, weights, to) =>
    dequantizeParts(bytes, { at, fifths: null, low: at + 16 }, weights, to),
);

/** 5-bit weights. */
export const q5_K = blockFormat(
  'Q5_K',
  { blockSize: 256, blockBytes: 176 },
  (bytes, at, weights, to) =>
    dequantizeParts(bytes, { at, fifths: at + 16, low: at + 48 }, weights, to),
);

/** 6-bit weights. */
export const q6_K = blockFormat(
  'Q6_K',
  { blockSize: 256, blockBytes: 210 },
  (bytes, at, weights, to) => {
    const d = halfAt(bytes, at + 208);
    for (let p = 0; p < 8; p += 1) {
      const half = p >> 2;
      const low = at + 64 * half + 32 * (p & 1);
      const high = at + 128 + 32 * half;
      const lowShift = 4 * ((p >> 1) & 1);
      const highShift = 2 * (p & 3);
      for (let i = 0; i < 32; i += 1) {
        const s = ((bytes[at + 192 + 2 * p + (i >> 4)] as number) << 24) >> 24;
        const q =
          (((bytes[low + i] as number) >> lowShift) & 15) |
          ((((bytes[high + i] as number) >> highShift) & 3) << 4);
        weights[to + 32 * p + i] = f32(d * s) * (q - 32);
      }
    }
  },
);
